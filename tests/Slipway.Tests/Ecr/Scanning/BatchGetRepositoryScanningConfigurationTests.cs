using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Scanning;

public sealed class BatchGetRepositoryScanningConfigurationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Each_repository_is_told_by_itself_and_missing_ones_are_failures()
    {
        foreach (var name in (string[])["team/prod", "team/dev", "plain"]) await app.CreateRepository(name);
        await app.ScanOnPush("plain", true);
        (await app.PutScanning("BASIC", "SCAN_ON_PUSH prod")).Expect(HttpStatusCode.OK);
        Golden.Matches(
            (await app.Ecr("BatchGetRepositoryScanningConfiguration", """{"repositoryNames":["team/prod","team/dev","plain","none","plain"]}""")).Expect(HttpStatusCode.OK).Body,
            "mixed");
    }

    [Fact]
    public async Task A_call_names_1_to_25()
    {
        Assert.Equal("InvalidParameterException", (await app.Ecr("BatchGetRepositoryScanningConfiguration", """{"repositoryNames":[]}""")).Error);
        var many = string.Join(',', Enumerable.Range(0, 26).Select(n => $"\"r{n}\""));
        Assert.Equal("InvalidParameterException", (await app.Ecr("BatchGetRepositoryScanningConfiguration", $$"""{"repositoryNames":[{{many}}]}""")).Error);
    }
}
