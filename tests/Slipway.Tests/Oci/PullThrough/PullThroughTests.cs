using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Pulls through a second server.</summary>
public sealed class PullThroughTests : IAsyncLifetime
{
    private readonly SlipwayApp upstream = new();
    private readonly SlipwayApp app = PullThroughCalls.NewCache();

    public async ValueTask InitializeAsync()
    {
        await upstream.CreateRepository("team/web");
        await app.CreateRule("mirror", (await upstream.Url()).ToString().TrimEnd('/'), "AWS", await upstream.Token());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task An_image_is_pulled_through_and_then_without_the_upstream()
    {
        var digest = await upstream.PushImage("team/web", "v1", seed: 1);
        var pulled = await PullAsync("v1");
        Assert.Equal(digest, RegistryRequests.DigestOf(pulled.Manifest));
        await app.Arrived("mirror/team/web", "v1");
        await upstream.StopAsync();
        var again = await PullAsync("v1");
        Assert.Equal(pulled.Manifest, again.Manifest);
        Assert.Equal(pulled.Layer, again.Layer);
        Assert.Equal(again.Manifest, await app.Get($"/v2/mirror/team/web/manifests/{digest}").Bytes());
    }

    [Fact]
    public async Task An_index_arrives_with_all_its_children()
    {
        List<(string, int)> children = [];
        foreach (var seed in new[] { 1, 2 })
        {
            var manifest = await upstream.PushLayers("team/web", seed);
            children.Add((await upstream.PushManifest("team/web", null, manifest, RegistryRequests.OciManifest), manifest.Length));
        }

        await upstream.PushManifest("team/web", "multi", Manifests.Index([.. children]), RegistryRequests.OciIndex);
        await app.Get("/v2/mirror/team/web/manifests/multi").Bytes();
        await app.Arrived("mirror/team/web", "multi");
        await upstream.StopAsync();
        foreach (var (child, _) in children) await app.Get($"/v2/mirror/team/web/manifests/{child}").Bytes();
        Assert.Equal(3, (await app.Ecr("DescribeImages", """{"repositoryName":"mirror/team/web"}"""))["imageDetails"].GetArrayLength());
    }

    [Fact]
    public async Task A_tag_is_compared_with_the_upstream_once_a_day_also_across_a_restart()
    {
        var first = await upstream.PushImage("team/web", "v1", seed: 1);
        await PullAsync("v1");
        await app.Arrived("mirror/team/web", "v1");
        var second = await upstream.PushImage("team/web", "v1", seed: 2);
        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.Restart();
        app.Logout();
        Assert.Equal(first, await DigestOf("v1"));
        app.Clock.Advance(TimeSpan.FromHours(1));
        app.Logout();
        Assert.Equal(second, await DigestOf("v1"));
        for (var left = 200; left > 0 && await StoredDigest() != second; left--) await Task.Delay(25, TestContext.Current.CancellationToken);
        Assert.Equal(second, await StoredDigest());
    }

    [Fact]
    public async Task A_template_that_cannot_be_applied_is_told_to_who_pulls()
    {
        (await app.Iam("CreateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::000000000000:user/alice"},"Action":"ecr:BatchGetImage"}]}""";
        (await app.Ecr(
            "CreateRepositoryCreationTemplate",
            $$"""{"prefix":"mirror","appliedFor":["PULL_THROUGH_CACHE"],"repositoryPolicy":{{JsonSerializer.Serialize(Policy)}} }""")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        await upstream.PushImage("team/web", "v1", seed: 1);
        using var pulled = await app.Get("/v2/mirror/team/web/manifests/v1");
        Assert.Equal(
            "The repository creation template with prefix 'mirror' cannot be applied: its repository policy names a principal that does not exist",
            await pulled.Refused(HttpStatusCode.Forbidden, "DENIED"));
    }

    [Fact]
    public async Task A_stale_image_is_served_when_the_upstream_is_away_or_has_dropped_it()
    {
        var digest = await upstream.PushImage("team/web", "v1", seed: 1);
        await PullAsync("v1");
        await app.Arrived("mirror/team/web", "v1");
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        await upstream.Ecr("BatchDeleteImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""");
        Assert.Equal(digest, await DigestOf("v1"));
        await upstream.StopAsync();
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        Assert.Equal(digest, await DigestOf("v1"));
    }

    [Fact]
    public async Task The_puller_must_be_allowed_to_import_and_to_create()
    {
        await upstream.PushImage("team/web", "v1", seed: 1);
        await upstream.PushImage("team/web", "v2", seed: 2);
        var key = await app.GivenUser("puller", isAdministrator: false);
        await Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
        Assert.Equal((404, "NAME_UNKNOWN"), await PullAs(key, "v1"));
        await Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:CreateRepository");
        Assert.Equal((404, "MANIFEST_UNKNOWN"), await PullAs(key, "v1"));
        Assert.Equal("RepositoryNotFoundException", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["mirror/team/web"]}""")).Error);
        await Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:CreateRepository", "ecr:BatchImportUpstreamImage");
        Assert.Equal(200, (await PullAs(key, "v1")).Status);
        await app.Arrived("mirror/team/web", "v1");
        // What is cached is pulled without importing anything.
        await Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage");
        Assert.Equal(200, (await PullAs(key, "v1")).Status);
        Assert.Equal((404, "MANIFEST_UNKNOWN"), await PullAs(key, "v2"));

        async Task Allow(params string[] actions) => (await app.Iam(
            "PutUserPolicy", "UserName=puller", "PolicyName=p",
            AwsCalls.Form("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":{{JsonSerializer.Serialize(actions)}},"Resource":"*"} }"""))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_upstream_lacks_makes_no_repository()
    {
        using var missing = await app.Get("/v2/mirror/team/web/manifests/none");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var elsewhere = await app.Get("/v2/mirror/team/none/manifests/v1");
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(0, (await app.Ecr("DescribeRepositories", "{}"))["repositories"].GetArrayLength());
    }

    [Fact]
    public async Task The_longest_prefix_decides_and_stands_for_the_upstreams()
    {
        await upstream.CreateRepository("deep/team/web");
        var digest = await upstream.PushImage("deep/team/web", "v1", seed: 3);
        var url = (await upstream.Url()).ToString().TrimEnd('/');
        var arn = (await app.Secrets("DescribeSecret", """{"SecretId":"ecr-pullthroughcache/mirror"}"""))["ARN"].GetString();
        (await app.Ecr(
            "CreatePullThroughCacheRule",
            $$"""{"ecrRepositoryPrefix":"mirror/special","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}","upstreamRepositoryPrefix":"deep/team"}""")).Expect(HttpStatusCode.OK);
        using var special = await app.Head("/v2/mirror/special/web/manifests/v1");
        Assert.Equal(digest, special.Headers.GetValues("Docker-Content-Digest").Single());
        (await app.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"ROOT","upstreamRegistryUrl":"{{url}}","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        using var root = await app.Head("/v2/deep/team/web/manifests/v1");
        Assert.Equal(digest, root.Headers.GetValues("Docker-Content-Digest").Single());
    }

    [Fact]
    public async Task Hits_and_misses_are_counted()
    {
        await upstream.PushImage("team/web", "v1", seed: 1);
        await PullAsync("v1");
        await app.Arrived("mirror/team/web", "v1");
        await DigestOf("v1");
        using var page = await app.Send(new(HttpMethod.Get, "/metrics"));
        var metrics = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var name in new[] { "hits", "misses", "fetched_bytes" }) Assert.Matches($"(?m)^slipway_cache_{name}[a-z_]* [1-9]", metrics);
    }

    private async Task<(byte[] Manifest, byte[] Layer)> PullAsync(string tag)
    {
        var manifest = await app.Get($"/v2/mirror/team/web/manifests/{tag}").Bytes();
        using var json = JsonDocument.Parse(manifest);
        var layer = json.RootElement.GetProperty("layers")[0].GetProperty("digest").GetString();
        return (manifest, await app.Get($"/v2/mirror/team/web/blobs/{layer}").Bytes());
    }

    private async Task<string> DigestOf(string tag) => RegistryRequests.DigestOf(await app.Get($"/v2/mirror/team/web/manifests/{tag}").Bytes());

    private async Task<string?> StoredDigest() =>
        (await app.Ecr("DescribeImages", """{"repositoryName":"mirror/team/web","imageIds":[{"imageTag":"v1"}]}"""))["imageDetails.0.imageDigest"].GetString();

    private async Task<(int Status, string? Code)> PullAs(AwsKey key, string tag)
    {
        var token = (await app.Ecr("GetAuthorizationToken", "{}", key, SlipwayApp.Region))["authorizationData.0.authorizationToken"].GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/mirror/team/web/manifests/{tag}");
        request.Headers.Authorization = new("Basic", token);
        using var answer = await app.Send(request);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonDocument.Parse(body).RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }
}
