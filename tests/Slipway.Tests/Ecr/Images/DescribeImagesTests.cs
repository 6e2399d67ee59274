using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Images;

public sealed class DescribeImagesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_image_is_described_with_its_tags_and_size()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", seed: 1);
        await app.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);
        await app.PushManifest("team/web", "latest", manifest, RegistryRequests.OciManifest);
        var answer = (await Describe("")).Expect(HttpStatusCode.OK);
        var parts = JsonDocument.Parse(manifest).RootElement;
        Assert.Equal(
            parts.GetProperty("config").GetProperty("size").GetInt64() + parts.GetProperty("layers")[0].GetProperty("size").GetInt64(),
            answer["imageDetails.0.imageSizeInBytes"].GetInt64());
        Golden.Matches(answer.Body, "image");
    }

    [Fact]
    public async Task An_index_is_as_large_as_its_largest_child_and_an_artifact_names_its_subject()
    {
        await app.CreateRepository("team/web");
        var (small, large) = (await app.PushLayers("team/web", seed: 1), await app.PushLayers("team/web", seed: 1000));
        var first = await app.PushManifest("team/web", null, small, RegistryRequests.OciManifest);
        var second = await app.PushManifest("team/web", null, large, RegistryRequests.OciManifest);
        var index = await app.PushManifest("team/web", "multi", Manifests.Index((first, small.Length), (second, large.Length)), RegistryRequests.OciIndex);
        var largest = await Describe($$""","imageIds":[{"imageDigest":"{{second}}"}]""");
        var described = await Describe(""","imageIds":[{"imageTag":"multi"}]""");
        Assert.Equal(largest["imageDetails.0.imageSizeInBytes"].GetInt64(), described["imageDetails.0.imageSizeInBytes"].GetInt64());
        Assert.Equal(RegistryRequests.OciIndex, described["imageDetails.0.imageManifestMediaType"].GetString());
        Assert.False(described["imageDetails.0"].TryGetProperty("artifactMediaType", out _));
        Assert.False(largest["imageDetails.0"].TryGetProperty("imageTags", out _));

        var signature = small.TrimEnd()[..^1] + $$""","subject":{"mediaType":"{{RegistryRequests.OciIndex}}","digest":"{{index}}","size":1} }""";
        var referrer = await app.PushManifest("team/web", null, signature, RegistryRequests.OciManifest);
        var artifact = await Describe($$""","imageIds":[{"imageDigest":"{{referrer}}"}]""");
        Assert.Equal(index, artifact["imageDetails.0.subjectManifestDigest"].GetString());
    }

    [Fact]
    public async Task Named_images_come_once_each_in_the_order_of_the_names()
    {
        await app.CreateRepository("team/web");
        var one = await app.PushImage("team/web", "v1", seed: 1);
        await app.PushImage("team/web", "latest", seed: 1);
        var two = await app.PushImage("team/web", "v2", seed: 2);
        var answer = await Describe($$""","imageIds":[{"imageTag":"v2"},{"imageTag":"latest"},{"imageDigest":"{{one}}"},{"imageTag":"v1","imageDigest":"{{one}}"}]""");
        Assert.Equal([two, one], DigestsOf(answer));
        Assert.Equal([two], DigestsOf(await Describe(""","imageIds":[{"imageTag":"v2"}],"filter":{"tagStatus":"TAGGED"}""")));
        Assert.Empty(DigestsOf(await Describe(""","imageIds":[{"imageTag":"v2"}],"filter":{"tagStatus":"UNTAGGED"}""")));
    }

    [Fact]
    public async Task One_unknown_image_fails_them_all()
    {
        await app.CreateRepository("team/web");
        var digest = await app.PushImage("team/web", "v1", seed: 1);
        var none = $"sha256:{new string('0', 64)}";
        foreach (var (id, words) in (List<(string, string)>)
            [
                ("""{"imageTag":"none"}""", "imageDigest:'null', imageTag:'none'"),
                ($$"""{"imageDigest":"{{none}}"}""", $"imageDigest:'{none}', imageTag:'null'"),
                ("""{"imageDigest":"md5:00"}""", "imageDigest:'md5:00', imageTag:'null'"),
                ($$"""{"imageDigest":"{{none}}","imageTag":"v1"}""", $"imageDigest:'{none}', imageTag:'v1'"),
                ($$"""{"imageDigest":"{{digest}}","imageTag":"none"}""", $"imageDigest:'{digest}', imageTag:'none'"),
            ])
            (await Describe($$""","imageIds":[{"imageTag":"v1"},{{id}}]""")).IsRefused(
                "ImageNotFoundException",
                $"The image with imageId {{{words}}} does not exist within the repository with name 'team/web' in the registry with id '000000000000'");
    }

    [Fact]
    public async Task What_names_no_image_is_refused()
    {
        await app.CreateRepository("team/web");
        (await Describe(""","imageIds":[{}]""")).IsInvalid("imageIds", "Invalid request parameters: both tag and digest cannot be null");
        (await Describe(""","imageIds":[{"imageDigest":"nonsense"}]""")).IsInvalid(
            "imageIds", "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
        (await Describe(""","imageIds":[]""")).IsInvalid("imageIds", "Member must have length greater than or equal to 1");
        const string Message = "The parameters 'nextToken' and 'maxResults' cannot be used together with 'imageIds'";
        (await Describe(""","imageIds":[{"imageTag":"v1"}],"maxResults":1""")).IsRefused("InvalidParameterException", Message);
        (await Describe(""","imageIds":[{"imageTag":"v1"}],"nextToken":"x" """)).IsRefused("InvalidParameterException", Message);
        (await Describe(""","nextToken":"x" """)).IsInvalid("nextToken", "Invalid token");
    }

    [Fact]
    public async Task Pages_of_any_size_show_every_image_once_and_by_digest()
    {
        await app.CreateRepository("team/web");
        List<string> all = [];
        foreach (var seed in Enumerable.Range(1, 6))
            all.Add(await app.PushManifest("team/web", seed % 2 == 0 ? $"v{seed}" : null, await app.PushLayers("team/web", seed), RegistryRequests.OciManifest));
        all.Sort(StringComparer.Ordinal);
        foreach (var size in (int[])[1, 2, 5, 6, 7, 1000])
        {
            List<string> seen = [];
            var more = "";
            do
            {
                var page = (await Describe($$""","maxResults":{{size}}{{more}}""")).Expect(HttpStatusCode.OK);
                Assert.InRange(DigestsOf(page).Count, 1, size);
                seen.AddRange(DigestsOf(page));
                more = page.Json.TryGetProperty("nextToken", out var token) ? $$""","nextToken":"{{token.GetString()}}" """ : "";
            }
            while (more.Length > 0);
            Assert.Equal(all, seen);
        }

        Assert.Equal(3, DigestsOf(await Describe(""","filter":{"tagStatus":"TAGGED"}""")).Count);
        Assert.Equal(3, DigestsOf(await Describe(""","filter":{"tagStatus":"UNTAGGED"}""")).Count);
        Assert.Empty(DigestsOf(await Describe(""","filter":{"imageStatus":"ARCHIVED"}""")));
    }

    [Fact]
    public async Task Pushing_an_image_again_leaves_its_time()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", seed: 1);
        var before = (await Describe(""))["imageDetails.0.imagePushedAt"].GetDouble();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.PushImage("team/web", "v2", seed: 1);
        Assert.Equal(before, (await Describe(""))["imageDetails.0.imagePushedAt"].GetDouble());
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await Describe("")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    private Task<AwsAnswer> Describe(string more) => app.Ecr("DescribeImages", $$"""{"repositoryName":"team/web"{{more}}}""");

    private static IReadOnlyList<string> DigestsOf(AwsAnswer answer) =>
        [.. answer.Expect(HttpStatusCode.OK)["imageDetails"].EnumerateArray().Select(image => image.GetProperty("imageDigest").GetString()!)];
}
