namespace Slipway.Tests.Permissions.Samples;

internal static class CloudTrailSamples
{
    public static IEnumerable<OperationSample> All => [new("cloudtrail", "LookupEvents", "{}", "*")];
}
