using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Images;

public sealed class BatchDeleteImageTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task By_tag_the_tag_goes_and_with_the_last_one_the_image()
    {
        var digest = await GivenAsync("v1", "v2");
        Assert.Equal($$"""{"imageIds":[{"imageDigest":"{{digest}}","imageTag":"v1"}],"failures":[]}""", (await Delete("""{"imageTag":"v1"}""")).Expect(HttpStatusCode.OK).Body);
        Assert.Equal([$"{digest} v2"], await ListAsync());
        await Delete("""{"imageTag":"v2"}""");
        Assert.Empty(await ListAsync());
        using var pulled = await app.Get($"/v2/team/web/manifests/{digest}");
        Assert.Equal(HttpStatusCode.NotFound, pulled.StatusCode);
    }

    [Fact]
    public async Task By_digest_the_image_goes_with_all_its_tags_one_entry_each()
    {
        var digest = await GivenAsync("v1", "v2");
        Assert.Equal(
            $$"""{"imageIds":[{"imageDigest":"{{digest}}","imageTag":"v1"},{"imageDigest":"{{digest}}","imageTag":"v2"}],"failures":[]}""",
            (await Delete($$"""{"imageDigest":"{{digest}}"}""")).Body);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task An_untagged_image_is_answered_by_its_digest_alone()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushManifest("team/web", null, await app.PushLayers("team/web", seed: 1), RegistryRequests.OciManifest);
        Assert.Equal($$"""{"imageIds":[{"imageDigest":"{{digest}}"}],"failures":[]}""", (await Delete($$"""{"imageDigest":"{{digest}}"}""")).Body);
    }

    [Fact]
    public async Task Tag_and_digest_must_belong_together()
    {
        var digest = await GivenAsync("v1", "v2");
        var other = await app.PushImage("team/web", "other", seed: 2);
        var mismatch = await Delete($$"""{"imageTag":"v1","imageDigest":"{{other}}"}""");
        Assert.Equal("ImageTagDoesNotMatchDigest", mismatch["failures.0.failureCode"].GetString());
        var match = await Delete($$"""{"imageTag":"v1","imageDigest":"{{digest}}"}""");
        Assert.Equal($$"""{"imageIds":[{"imageDigest":"{{digest}}","imageTag":"v1"}],"failures":[]}""", match.Body);
        Assert.Equal(3 - 1, (await ListAsync()).Count);
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_a_failure_and_the_rest_goes()
    {
        await GivenAsync("v1");
        var answer = (await Delete(
            "{}", """{"imageDigest":"nonsense"}""", """{"imageTag":"none"}""", $$"""{"imageDigest":"sha256:{{new string('0', 64)}}"}""", """{"imageTag":"not a tag"}""", """{"imageTag":"v1"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, answer["imageIds"].GetArrayLength());
        Golden.Matches(answer["failures"].GetRawText(), "failures");
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_child_of_an_index_stays_by_digest_and_with_its_last_tag()
    {
        var (child, index) = await GivenIndexAsync();
        var reason = $"Requested image referenced by manifest list: [{index}]";
        foreach (var id in (string[])[$$"""{"imageDigest":"{{child}}"}""", """{"imageTag":"child"}"""])
        {
            var answer = await Delete(id);
            Assert.Equal(("ImageReferencedByManifestList", reason), (answer["failures.0.failureCode"].GetString(), answer["failures.0.failureReason"].GetString()));
            Assert.Equal(id, answer["failures.0.imageId"].GetRawText());
            Assert.Equal(0, answer["imageIds"].GetArrayLength());
        }

        Assert.Equal([$"{child} child", $"{index} index"], (await ListAsync()).Order(StringComparer.Ordinal).OrderBy(entry => entry.EndsWith("index", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parent_and_child_go_together_in_any_order()
    {
        var (child, index) = await GivenIndexAsync();
        var answer = await Delete($$"""{"imageDigest":"{{child}}"}""", $$"""{"imageDigest":"{{index}}"}""");
        Assert.Equal(0, answer["failures"].GetArrayLength());
        Assert.Equal(2, answer["imageIds"].GetArrayLength());
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Delete("""{"imageTag":"v1"}""")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    [Fact]
    public async Task The_same_tag_twice_goes_once()
    {
        await GivenAsync("v1");
        var answer = await Delete("""{"imageTag":"v1"}""", """{"imageTag":"v1"}""");
        Assert.Equal((1, 1), (answer["imageIds"].GetArrayLength(), answer["failures"].GetArrayLength()));
        Assert.Equal("ImageNotFound", answer["failures.0.failureCode"].GetString());
    }

    private Task<AwsAnswer> Delete(params string[] ids) => app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{{string.Join(',', ids)}}]}""");

    private async Task<IReadOnlyList<string>> ListAsync() =>
        [.. (await app.Ecr("ListImages", """{"repositoryName":"team/web"}"""))["imageIds"].EnumerateArray().Select(id =>
            $"{id.GetProperty("imageDigest").GetString()} {(id.TryGetProperty("imageTag", out var tag) ? tag.GetString() : "")}")];

    private async Task<string> GivenAsync(params string[] tags)
    {
        await app.CreateRepository("team/web");
        var digest = "";
        foreach (var tag in tags) digest = await app.PushImage("team/web", tag, seed: 1);
        return digest;
    }

    private async Task<(string Child, string Index)> GivenIndexAsync()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", seed: 1);
        var child = await app.PushManifest("team/web", "child", manifest, RegistryRequests.OciManifest);
        var index = await app.PushManifest("team/web", "index", Manifests.Index((child, manifest.Length)), RegistryRequests.OciIndex);
        return (child, index);
    }
}
