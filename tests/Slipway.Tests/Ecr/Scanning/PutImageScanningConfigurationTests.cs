using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Scanning;

public sealed class PutImageScanningConfigurationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_repository_shows_its_setting()
    {
        await app.CreateRepository("team/web");
        var put = (await app.Ecr("PutImageScanningConfiguration", """{"repositoryName":"team/web","imageScanningConfiguration":{"scanOnPush":true}}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((SlipwayApp.Account, "team/web", true), (put["registryId"].GetString(), put["repositoryName"].GetString(), put["imageScanningConfiguration.scanOnPush"].GetBoolean()));
        Assert.True((await app.Ecr("DescribeRepositories", "{}"))["repositories.0.imageScanningConfiguration.scanOnPush"].GetBoolean());
        await app.ScanOnPush("team/web", false);
        Assert.False((await app.Ecr("DescribeRepositories", "{}"))["repositories.0.imageScanningConfiguration.scanOnPush"].GetBoolean());
    }

    [Fact]
    public async Task A_missing_repository_is_missed() =>
        (await app.Ecr("PutImageScanningConfiguration", """{"repositoryName":"team/web","imageScanningConfiguration":{"scanOnPush":true}}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");
}
