using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Layers;

public sealed class BatchCheckLayerAvailabilityTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_there_has_its_size_and_what_is_not_has_none()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushBlob("team/web", [1, 2, 3]);
        var absent = $"sha256:{new string('0', 64)}";
        Assert.Equal(
            $$"""{"layers":[{"layerDigest":"{{absent}}","layerAvailability":"UNAVAILABLE"},{"layerDigest":"{{digest}}","layerAvailability":"AVAILABLE","layerSize":3}],"failures":[]}""",
            (await Check("team/web", absent, digest, digest)).Expect(HttpStatusCode.OK).Body);
    }

    [Fact]
    public async Task The_media_type_is_what_an_image_says()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        var manifest = JsonDocument.Parse((await app.Ecr("BatchGetImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}"""))["images.0.imageManifest"].GetString()!);
        var answer = await Check("team/web", manifest.RootElement.GetProperty("layers")[0].GetProperty("digest").GetString()!);
        Assert.Equal(RegistryRequests.OciLayer, answer["layers.0.mediaType"].GetString());
    }

    [Fact]
    public async Task A_layer_of_another_repository_is_not_there()
    {
        await app.CreateRepository("team/web");
        await app.CreateRepository("team/other");
        var digest = await app.PushBlob("team/other", [1, 2, 3]);
        Assert.Equal("UNAVAILABLE", (await Check("team/web", digest))["layers.0.layerAvailability"].GetString());
    }

    [Fact]
    public async Task Bad_digests_are_failures_and_the_others_are_answered()
    {
        await app.CreateRepository("team/web");
        var answer = (await Check("team/web", "", "nonsense", "md5:00ff", "sha256:ABCDEF")).Expect(HttpStatusCode.OK);
        Assert.Equal(["md5:00ff UNAVAILABLE", "sha256:ABCDEF UNAVAILABLE"], answer["layers"].EnumerateArray().Select(layer =>
            $"{layer.GetProperty("layerDigest").GetString()} {layer.GetProperty("layerAvailability").GetString()}"));
        Golden.Matches(answer["failures"].GetRawText(), "failures");
    }

    [Fact]
    public async Task Between_1_and_100_digests_are_asked_for_at_once()
    {
        await app.CreateRepository("team/web");
        (await Check("team/web")).IsInvalid("layerDigests", "Member must have length greater than or equal to 1");
        (await Check("team/web", [.. Enumerable.Repeat("sha256:00", 101)])).IsInvalid("layerDigests", "Member must have length less than or equal to 100");
        (await Check("team/web", new string('a', 1001))).IsInvalid("layerDigests", "Member must satisfy constraint: [Member must have length less than or equal to 1000]");
        Assert.Equal(100, (await Check("team/web", [.. Enumerable.Range(0, 100).Select(i => $"sha256:{i:x64}")]))["layers"].GetArrayLength());
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Check("none", "sha256:00")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'none' does not exist in the registry with id '000000000000'");

    private Task<AwsAnswer> Check(string repository, params string[] digests) =>
        app.Ecr("BatchCheckLayerAvailability", $$"""{"repositoryName":"{{repository}}","layerDigests":{{JsonSerializer.Serialize(digests)}}}""");
}
