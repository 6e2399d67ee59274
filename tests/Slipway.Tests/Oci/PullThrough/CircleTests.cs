using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Rules that lead in a circle through addresses of which nobody can see whose they are.</summary>
public sealed class CircleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = NewServer();
    private readonly SlipwayApp other = NewServer();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await other.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_its_own_upstream_says_so_at_once(bool isThere)
    {
        await Rule(app, "loop", app, "loop");
        if (isThere) await app.CreateRepository("loop/web");
        await Refused();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_servers_that_are_each_others_say_so_at_once(bool isThere)
    {
        await Rule(app, "loop", other, "loop");
        await Rule(other, "loop", app, "loop");
        if (isThere) await app.CreateRepository("loop/web");
        if (isThere) await other.CreateRepository("loop/web");
        await Refused();
    }

    [Fact]
    public async Task What_the_next_server_holds_comes_through_all_the_same()
    {
        await other.CreateRepository("loop/web");
        var digest = await other.PushImage("loop/web", "v1", seed: 1);
        await Rule(app, "loop", other, "loop");
        await Rule(other, "loop", app, "loop");
        Assert.Equal(digest, RegistryRequests.DigestOf(await app.Get("/v2/loop/web/manifests/v1").Bytes()));
        await app.Arrived("loop/web", "v1");
    }

    [Fact]
    public async Task Referrers_of_a_circle_are_those_of_all_its_servers()
    {
        await app.CreateRepository("loop/web");
        await other.CreateRepository("loop/web");
        var subject = await app.PushImage("loop/web", "v1", seed: 1);
        string[] both = [await app.Refer("loop/web", subject, ReferrerCalls.Sbom, 1), await other.Refer("loop/web", subject, ReferrerCalls.Sbom, 2)];
        await Rule(app, "loop", other, "loop");
        await Rule(other, "loop", app, "loop");
        Assert.Equal(both.Order(StringComparer.Ordinal), await app.Referring("loop/web", subject, ""));
        Assert.Equal(both.Order(StringComparer.Ordinal), await other.Listed("loop/web", subject, ""));
        Assert.DoesNotContain("did not say what refers", app.Log + other.Log, StringComparison.Ordinal);
    }

    // Who waits for himself is told that the upstream does not answer, and that only when time is up.
    private async Task Refused()
    {
        using var answer = await app.Get("/v2/loop/web/manifests/v1");
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private static SlipwayApp NewServer() => new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1", ["SLIPWAY_REMOTE_TIMEOUT"] = "5s" });

    private static async Task Rule(SlipwayApp at, string prefix, SlipwayApp upstream, string there)
    {
        var password = await upstream.Token();
        var secret = await at.CreateSecret($"ecr-pullthroughcache/{prefix}", JsonSerializer.Serialize(new Dictionary<string, string> { ["username"] = "AWS", ["accessToken"] = password }));
        (await at.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"{{(await upstream.Url()).GetLeftPart(UriPartial.Authority)}}","upstreamRepositoryPrefix":"{{there}}","credentialArn":"{{secret}}"}""")).Expect(HttpStatusCode.OK);
    }
}
