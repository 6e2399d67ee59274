using System.Net;
using System.Text.Json;
using Slipway.Registry.Images;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Images;

public sealed class BatchGetImageTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_image_is_echoed_as_it_was_asked_for()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", seed: 1);
        var digest = await app.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        var answer = (await Get($$"""[{"imageTag":"v1"},{"imageDigest":"{{digest}}"},{"imageTag":"v1","imageDigest":"{{digest}}"}]""")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            [$$"""{"imageDigest":"{{digest}}","imageTag":"v1"}""", $$"""{"imageDigest":"{{digest}}"}""", $$"""{"imageDigest":"{{digest}}","imageTag":"v1"}"""],
            answer["images"].EnumerateArray().Select(image => image.GetProperty("imageId").GetRawText()));
        Assert.All(answer["images"].EnumerateArray(), image =>
        {
            Assert.Equal(manifest, image.GetProperty("imageManifest").GetString());
            Assert.Equal(RegistryRequests.OciManifest, image.GetProperty("imageManifestMediaType").GetString());
            Assert.Equal("000000000000", image.GetProperty("registryId").GetString());
            Assert.Equal("team/web", image.GetProperty("repositoryName").GetString());
        });
        Assert.Equal(0, answer["failures"].GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_had_is_a_failure_and_the_rest_is_answered()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        await app.PushImage("team/web", "v2", seed: 2);
        var answer = (await Get($$"""
            [{"imageTag":"v1"},{},{"imageTag":"none"},{"imageDigest":"nonsense"},{"imageDigest":"md5:00"},{"imageTag":"not a tag"},
             {"imageDigest":"sha256:{{new string('0', 64)}}"},{"imageTag":"v2","imageDigest":"{{digest}}"},{"imageTag":"none","imageDigest":"{{digest}}"}]
            """)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, answer["images"].GetArrayLength());
        Golden.Matches(answer["failures"].GetRawText(), "failures");
    }

    [Fact]
    public async Task It_counts_as_a_pull()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        const string Ask = """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""";
        Assert.False((await app.Ecr("DescribeImages", Ask))["imageDetails.0"].TryGetProperty("lastRecordedPullTime", out _));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await Get("""[{"imageTag":"v1"}]""");
        await (await app.Get<PullTimes>()).FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(app.Clock.GetUtcNow().ToUnixTimeSeconds(), (await app.Ecr("DescribeImages", Ask))["imageDetails.0.lastRecordedPullTime"].GetDouble());
    }

    [Fact]
    public async Task An_image_is_never_converted()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        var answer = await app.Ecr("BatchGetImage", $$"""{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}],"acceptedMediaTypes":["{{RegistryRequests.DockerManifest}}"]}""");
        Assert.Equal(RegistryRequests.OciManifest, answer["images.0.imageManifestMediaType"].GetString());
    }

    [Fact]
    public async Task Between_1_and_100_images_are_asked_for_at_once()
    {
        await app.CreateRepository("team/web");
        (await Get("[]")).IsInvalid("imageIds", "Member must have length greater than or equal to 1");
        (await Get(JsonSerializer.Serialize(Enumerable.Range(0, 101).Select(i => new Dictionary<string, string> { ["imageTag"] = $"v{i}" })))).IsInvalid(
            "imageIds", "Member must have length less than or equal to 100");
        (await Get("""[{"imageTag":""}]""")).IsInvalid("imageIds.1.member.imageTag", "Member must have length greater than or equal to 1");
        (await app.Ecr("BatchGetImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"a"}],"acceptedMediaTypes":[]}""")).IsInvalid(
            "acceptedMediaTypes", "Member must have length greater than or equal to 1");
        (await app.Ecr("BatchGetImage", """{"repositoryName":"team/web"}""")).IsInvalid("imageIds", "Member must not be null");
    }

    [Fact]
    public async Task An_answer_of_more_than_16_MiB_of_manifests_is_refused()
    {
        await app.CreateRepository("team/web");
        await app.PushManifest("team/web", "v1", $$"""{"mediaType":"application/x","a":"{{new string('x', 4_000_000)}}"}""", "application/x");
        var four = JsonSerializer.Serialize(Enumerable.Repeat(new Dictionary<string, string> { ["imageTag"] = "v1" }, 4));
        Assert.Equal(4, (await Get(four)).Expect(HttpStatusCode.OK)["images"].GetArrayLength());
        var five = four[..^1] + """,{"imageTag":"v1"}]""";
        (await Get(five)).IsRefused("LimitExceededException", "The manifests of the images have more than 16777216 bytes in all; ask for fewer images at a time");
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Get("""[{"imageTag":"v1"}]""")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    private Task<AwsAnswer> Get(string ids) => app.Ecr("BatchGetImage", $$"""{"repositoryName":"team/web","imageIds":{{ids}}}""");
}
