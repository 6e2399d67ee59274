using Slipway.Tests.Support;

namespace Slipway.Tests.Permissions.Samples;

internal static class EcrScanningSamples
{
    private const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/@";

    public static IEnumerable<OperationSample> All =>
    [
        Of("PutImageScanningConfiguration", ""","imageScanningConfiguration":{"scanOnPush":true}"""),
        Of("BatchGetRepositoryScanningConfiguration", "") with { Request = """{"repositoryNames":["@"]}""" },
        Of("StartImageScan", ""","imageId":{"imageTag":"one"}"""),
        Of("DescribeImageScanFindings", ""","imageId":{"imageTag":"one"}""") with { Answers = "ScanNotFoundException" },
        new("ecr", "GetRegistryScanningConfiguration", "{}", "*"),
        // Nothing matches: the other samples are not to be scanned on push.
        new("ecr", "PutRegistryScanningConfiguration", """{"scanType":"BASIC","rules":[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"nothing","filterType":"WILDCARD"}]}]}""", "*"),
    ];

    private static OperationSample Of(string operation, string more) => new("ecr", operation, $$"""{"repositoryName":"@"{{more}}}""", Repository)
    {
        Given = async (app, name) =>
        {
            await app.CreateRepository(name);
            await app.PushImage(name, "one", 7);
        },
    };
}
