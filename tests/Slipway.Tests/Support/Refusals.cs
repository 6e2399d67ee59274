namespace Slipway.Tests.Support;

/// <summary>How a call is refused.</summary>
internal static class Refusals
{
    /// <summary>Status 400 with this code and, to the letter, this message.</summary>
    public static void IsRefused(this AwsAnswer answer, string code, string message) =>
        Assert.Equal((400, code, message), (answer.Status, answer.Error, answer.Message));

    /// <summary>Refused for a member, in ECR's words.</summary>
    public static void IsInvalid(this AwsAnswer answer, string member, string constraint) =>
        answer.IsRefused("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{constraint}'");
}
