using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.PullThrough;

/// <summary>BatchGetImage, GetDownloadUrlForLayer and BatchCheckLayerAvailability through the cache.</summary>
public sealed class PullByApiTests : IAsyncLifetime
{
    private static readonly byte[] Config = "{}"u8.ToArray();
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(6, 3_000_000);
    private static readonly string LayerDigest = RegistryRequests.DigestOf(Layer);
    private static readonly string BlobPath = $"/v2/team/web/blobs/{LayerDigest}";

    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private OddRegistry odd = null!;
    private string digest = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        odd = await OddRegistry.StartAsync();
        digest = odd.Serve("team/web", "v1", Config, Layer);
        await app.CreateRule("odd", odd.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await odd.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_pulled_through_and_its_layers_while_they_come()
    {
        var rest = new TaskCompletionSource();
        odd.Hold(BlobPath, Layer, rest.Task);
        var image = (await GetAsync("""{"imageTag":"v1"}"""))["images.0"];
        Assert.Equal(digest, image.GetProperty("imageId").GetProperty("imageDigest").GetString());
        Assert.Equal(digest, RegistryRequests.DigestOf(RegistryRequests.Bytes(image.GetProperty("imageManifest").GetString()!)));

        using var coming = await DownloadAsync();
        var stream = await coming.Content.ReadAsStreamAsync(Ct);
        var start = new byte[900];
        await stream.ReadExactlyAsync(start, Ct);
        Assert.Equal(Layer[..900], start);
        Assert.False(rest.Task.IsCompleted);
        var asked = CheckAsync();
        rest.SetResult();
        using var end = new MemoryStream();
        await stream.CopyToAsync(end, Ct);
        Assert.Equal(Layer[900..], end.ToArray());
        // Who asks what is there waits for what is on its way.
        Assert.Equal("AVAILABLE", (await asked)["layers.0.layerAvailability"].GetString());
        await app.Arrived("odd/team/web", "v1");
        Assert.Equal(1, odd.Count($"GET {BlobPath}"));

        await odd.DisposeAsync();
        using var kept = await DownloadAsync();
        Assert.Equal(Layer, await kept.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(1, (await GetAsync($$"""{"imageDigest":"{{digest}}"}"""))["images"].GetArrayLength());
    }

    [Fact]
    public async Task A_tag_with_a_digest_is_held_against_the_upstream()
    {
        var answer = await GetAsync($$"""{"imageTag":"v1","imageDigest":"{{LayerDigest}}"},{"imageTag":"v1","imageDigest":"{{digest}}"},{"imageTag":"none"}""");
        Assert.Equal(digest, answer["images.0.imageId.imageDigest"].GetString());
        Assert.Equal(["ImageTagDoesNotMatchDigest", "ImageNotFound"], answer["failures"].EnumerateArray().Select(failure => failure.GetProperty("failureCode").GetString()));
    }

    [Theory]
    [InlineData(401, "UpstreamAccessDenied")]
    [InlineData(403, "UpstreamAccessDenied")]
    [InlineData(429, "UpstreamTooManyRequests")]
    [InlineData(500, "UpstreamUnavailable")]
    public async Task What_the_upstream_answers_is_told_for_each_image_that_is_not_cached(int status, string code)
    {
        odd.Answers["/v2/team/web/manifests/v2"] = OddRegistry.Status(status);
        // Before there is a repository, and after.
        Assert.Equal(code, (await GetAsync("""{"imageTag":"v2"}"""))["failures.0.failureCode"].GetString());
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["odd/team/web"]}""")).Error);
        Assert.Equal(digest, (await GetAsync("""{"imageTag":"v1"}"""))["images.0.imageId.imageDigest"].GetString());
        await app.Arrived("odd/team/web", "v1");
        var mixed = await GetAsync("""{"imageTag":"v2"},{"imageTag":"v1"},{"imageTag":"v3"}""");
        Assert.Equal(digest, mixed["images.0.imageId.imageDigest"].GetString());
        Assert.Equal([code, code], mixed["failures"].EnumerateArray().Select(failure => failure.GetProperty("failureCode").GetString()));
        // The upstream that failed for one is not asked for the next.
        Assert.DoesNotContain(odd.Requests, request => request.EndsWith("/v3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_is_gone_is_told()
    {
        await app.CreateRule("shut", odd.Url, "AWS", "x");
        await app.Secrets("DeleteSecret", """{"SecretId":"ecr-pullthroughcache/shut"}""");
        var answer = await app.Ecr("BatchGetImage", """{"repositoryName":"shut/team/web","imageIds":[{"imageTag":"v1"}]}""");
        Assert.Equal("UnableToGetUpstreamImageException", answer.Error);
        Assert.Contains("ecr-pullthroughcache/shut", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_the_upstream_does_not_give_is_told_apart_from_one_that_it_has_not()
    {
        odd.Answers[BlobPath] = OddRegistry.Status(500);
        await GetAsync("""{"imageTag":"v1"}""");
        Assert.Equal("UnableToGetUpstreamLayerException", (await UrlAsync(LayerDigest)).Error);
        Assert.Equal("LayersNotFoundException", (await UrlAsync(RegistryRequests.DigestOf("none"u8.ToArray()))).Error);
        Assert.Equal("UNAVAILABLE", (await CheckAsync())["layers.0.layerAvailability"].GetString());
        odd.ServeBlob("team/web", Layer);
        using var answer = await DownloadAsync();
        Assert.Equal(Layer, await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task The_puller_must_be_allowed_to_import_and_to_create()
    {
        var key = await app.GivenUser("puller", isAdministrator: false);
        await Allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage");
        Assert.Equal("RepositoryNotFoundException", (await AsPuller()).Error);
        await Allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:CreateRepository");
        Assert.Equal("ImageNotFound", (await AsPuller())["failures.0.failureCode"].GetString());
        Assert.Empty(odd.Requests);
        await Allow("ecr:BatchGetImage", "ecr:CreateRepository", "ecr:BatchImportUpstreamImage");
        Assert.Equal(1, (await AsPuller())["images"].GetArrayLength());
        await app.Arrived("odd/team/web", "v1");
        // What is cached is pulled without importing anything.
        await Allow("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        Assert.Equal(1, (await AsPuller())["images"].GetArrayLength());
        odd.ServeBlob("team/web", "other"u8.ToArray());
        var other = await app.Ecr("GetDownloadUrlForLayer", $$"""{"repositoryName":"odd/team/web","layerDigest":"{{RegistryRequests.DigestOf("other"u8.ToArray())}}"}""", key, SlipwayApp.Region);
        Assert.Equal("LayersNotFoundException", other.Error);

        Task<AwsAnswer> AsPuller() => app.Ecr("BatchGetImage", """{"repositoryName":"odd/team/web","imageIds":[{"imageTag":"v1"}]}""", key, SlipwayApp.Region);

        async Task Allow(params string[] actions) => (await app.Iam(
            "PutUserPolicy", "UserName=puller", "PolicyName=p",
            AwsCalls.Form("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":{{JsonSerializer.Serialize(actions)}},"Resource":"*"} }"""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_template_that_cannot_be_obeyed_makes_no_repository_on_either_way()
    {
        (await app.Ecr(
            "CreateRepositoryCreationTemplate",
            """{"prefix":"odd","appliedFor":["PULL_THROUGH_CACHE"],"resourceTags":[{"Key":"a","Value":"b"}],"customRoleArn":"arn:aws:iam::000000000000:role/none"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("InvalidParameterException", (await app.Ecr("BatchGetImage", """{"repositoryName":"odd/team/web","imageIds":[{"imageTag":"v1"}]}""")).Error);
        using var answer = await app.Get("/v2/odd/team/web/manifests/v1");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<AwsAnswer> GetAsync(string ids) => (await app.Ecr("BatchGetImage", $$"""{"repositoryName":"odd/team/web","imageIds":[{{ids}}]}""")).Expect(HttpStatusCode.OK);

    private Task<AwsAnswer> UrlAsync(string layer) => app.Ecr("GetDownloadUrlForLayer", $$"""{"repositoryName":"odd/team/web","layerDigest":"{{layer}}"}""");

    private Task<AwsAnswer> CheckAsync() => app.Ecr("BatchCheckLayerAvailability", $$"""{"repositoryName":"odd/team/web","layerDigests":["{{LayerDigest}}"]}""");

    private async Task<HttpResponseMessage> DownloadAsync()
    {
        var url = new Uri((await UrlAsync(LayerDigest)).Expect(HttpStatusCode.OK)["downloadUrl"].GetString()!);
        var answer = await app.Send(new(HttpMethod.Get, url.PathAndQuery));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }
}
