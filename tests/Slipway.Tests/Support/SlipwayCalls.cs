namespace Slipway.Tests.Support;

/// <summary>Calls of the operations that are our own.</summary>
internal static class SlipwayCalls
{
    /// <summary>As the admin.</summary>
    public static Task<AwsAnswer> Slipway(this SlipwayApp app, string operation, string json) => app.Slipway(AwsKey.Admin, operation, json);

    public static Task<AwsAnswer> Slipway(this SlipwayApp app, AwsKey key, string operation, string json) =>
        app.Json("slipway", $"Slipway_V20261120.{operation}", json, key, SlipwayApp.Region);
}
