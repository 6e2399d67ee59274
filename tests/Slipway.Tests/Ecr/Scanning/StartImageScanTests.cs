using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Scanning;

/// <summary>StartImageScan and DescribeImageScanFindings on a server that has no scanner.</summary>
public sealed class StartImageScanTests : IAsyncDisposable
{
    private const string Why = "ScannerUnavailableError: This server has no image scanner; the image was not scanned.";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_scan_fails_at_once_and_says_why()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", 1);
        (await app.OnImage("DescribeImageScanFindings", "team/web", "v1")).IsRefused(
            "ScanNotFoundException",
            "Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name 'team/web' in the registry with id '000000000000'");
        foreach (var image in (string[])["v1", digest, "v1"])
        {
            var started = (await app.OnImage("StartImageScan", "team/web", image)).Expect(HttpStatusCode.OK);
            Assert.Equal(("FAILED", Why, digest), (started["imageScanStatus.status"].GetString(), started["imageScanStatus.description"].GetString(), started["imageId.imageDigest"].GetString()));
        }

        var ended = (await app.OnImage("DescribeImageScanFindings", "team/web", digest)).Expect(HttpStatusCode.OK);
        Assert.Equal(("FAILED", Why), (ended["imageScanStatus.status"].GetString(), ended["imageScanStatus.description"].GetString()));
    }

    [Theory]
    [InlineData("BASIC", "SCAN_ON_PUSH web")]
    [InlineData("ENHANCED", "CONTINUOUS_SCAN team/*")]
    [InlineData("ENHANCED", null)]
    [InlineData(null, null)]
    public async Task A_scan_that_was_due_has_failed_and_a_client_that_waits_for_it_ends(string? type, string? rule)
    {
        await app.CreateRepository("team/web");
        if (type is null) await app.ScanOnPush("team/web", true);
        else (await app.PutScanning(type, rule is null ? [] : [rule])).Expect(HttpStatusCode.OK);
        await app.PushImage("team/web", "v1", 1);
        var found = (await app.OnImage("DescribeImageScanFindings", "team/web", "v1")).Expect(HttpStatusCode.OK);
        Assert.Equal(("FAILED", Why), (found["imageScanStatus.status"].GetString(), found["imageScanStatus.description"].GetString()));
        Assert.DoesNotContain("imageScanFindings", found.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_enhanced_scanning_nobody_scans_by_hand()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        (await app.PutScanning("ENHANCED")).Expect(HttpStatusCode.OK);
        (await app.OnImage("StartImageScan", "team/web", "v1")).IsRefused("ValidationException", "This feature is disabled");
    }

    [Fact]
    public async Task What_is_no_image_of_a_container_cannot_be_scanned()
    {
        await app.CreateRepository("team/web");
        await app.ScanOnPush("team/web", true);
        var child = await app.PushImage("team/web", "v1", 1);
        await app.PushManifest(
            "team/web",
            "all",
            $$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciIndex}}","manifests":[{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{child}}","size":1}]}""",
            RegistryRequests.OciIndex);
        Assert.Equal("UnsupportedImageTypeException", (await app.OnImage("StartImageScan", "team/web", "all")).Error);
        Assert.Equal("ScanNotFoundException", (await app.OnImage("DescribeImageScanFindings", "team/web", "all")).Error);
    }

    [Theory]
    [InlineData("StartImageScan")]
    [InlineData("DescribeImageScanFindings")]
    public async Task What_is_missing_is_missed(string operation)
    {
        Assert.Equal("RepositoryNotFoundException", (await app.OnImage(operation, "team/web", "v1")).Error);
        await app.CreateRepository("team/web");
        (await app.OnImage(operation, "team/web", "v1")).IsRefused(
            "ImageNotFoundException",
            "The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository with name 'team/web' in the registry with id '000000000000'");
        (await app.Ecr(operation, """{"repositoryName":"team/web","imageId":{}}""")).IsInvalid("imageId", "Invalid request parameters: both tag and digest cannot be null");
    }
}
