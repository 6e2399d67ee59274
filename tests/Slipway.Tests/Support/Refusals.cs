namespace Slipway.Tests.Support;

/// <summary>How a call is refused.</summary>
internal static class Refusals
{
    /// <summary>Status 400 with this code and, to the letter, this message.</summary>
    public static void IsRefused(this AwsAnswer answer, string code, string message) =>
        answer.IsRefused(400, code, message);

    public static void IsRefused(this AwsAnswer answer, int status, string code, string message) =>
        Assert.Equal((status, code, message), (answer.Status, answer.Error, answer.Message));

    /// <summary>Refused for one member, in the words that IAM and STS share.</summary>
    /// <param name="constraint">More than one stand in lines.</param>
    public static void IsInvalidMember(this AwsAnswer answer, string member, string constraint)
    {
        var sentences = constraint.Split('\n').Select(one => $"Value at '{member}' failed to satisfy constraint: {one}").ToList();
        answer.IsRefused("ValidationError", $"{sentences.Count} validation error{(sentences.Count == 1 ? "" : "s")} detected: {string.Join("; ", sentences)}");
    }

    /// <summary>Refused for a member, in ECR's words.</summary>
    public static void IsInvalid(this AwsAnswer answer, string member, string constraint) =>
        answer.IsRefused("InvalidParameterException", $"Invalid parameter at '{member}' failed to satisfy constraint: '{constraint}'");
}
