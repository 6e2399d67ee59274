using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Scanning;

/// <summary>Calls about scans.</summary>
internal static class ScanningCalls
{
    /// <param name="rules">Each a frequency and its filters, such as <c>SCAN_ON_PUSH prod dev*</c>.</param>
    public static Task<AwsAnswer> PutScanning(this SlipwayApp app, string type, params string[] rules) => app.Ecr(
        "PutRegistryScanningConfiguration",
        JsonSerializer.Serialize(new
        {
            scanType = type,
            rules = rules.Select(rule => rule.Split(' ')).Select(words => new
            {
                scanFrequency = words[0],
                repositoryFilters = words.Skip(1).Select(filter => new { filter, filterType = "WILDCARD" }),
            }),
        }));

    public static async Task ScanOnPush(this SlipwayApp app, string repository, bool value) => (await app.Ecr(
        "PutImageScanningConfiguration", JsonSerializer.Serialize(new { repositoryName = repository, imageScanningConfiguration = new { scanOnPush = value } })))
        .Expect(HttpStatusCode.OK);

    /// <param name="image">Its tag, or its digest.</param>
    public static Task<AwsAnswer> OnImage(this SlipwayApp app, string operation, string repository, string image) => app.Ecr(
        operation,
        $$$"""{"repositoryName":"{{{repository}}}","imageId":{"{{{(image.Contains(':', StringComparison.Ordinal) ? "imageDigest" : "imageTag")}}}":"{{{image}}}"}}""");
}
