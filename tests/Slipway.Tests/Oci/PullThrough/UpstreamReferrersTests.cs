using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.ReferrerCalls;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>What refers to an image, told by a cache of it whose upstream is a second server.</summary>
public sealed class UpstreamReferrersTests : IAsyncLifetime
{
    private const string Cached = "mirror/team/web";

    private readonly SlipwayApp upstream = new();
    private readonly SlipwayApp app = PullThroughCalls.NewCache();
    private string subject = "";

    public async ValueTask InitializeAsync()
    {
        await upstream.CreateRepository("team/web");
        subject = await upstream.PushImage("team/web", "v1", seed: 1);
        await app.CreateRule("mirror", (await upstream.Url()).ToString().TrimEnd('/'), "AWS", await upstream.Token());
        await app.Get($"/v2/{Cached}/manifests/v1").Bytes();
        await app.Arrived(Cached, "v1");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task The_upstreams_are_told_as_the_upstream_tells_them_and_nothing_is_brought_in_by_it()
    {
        var there = await upstream.Refer("team/web", subject, Sbom, 1);
        Assert.Equal(await upstream.Get($"/v2/team/web/referrers/{subject}").Bytes(), await app.Get($"/v2/{Cached}/referrers/{subject}").Bytes());
        Assert.Equal(
            (await upstream.Ecr("ListImageReferrers", Request("team/web", subject, ""))).Body, (await app.Ecr("ListImageReferrers", Request(Cached, subject, ""))).Body);
        Assert.Equal([there], await app.Listed(Cached, subject, $$""","filter":{"artifactTypes":["{{Sbom}}"]}"""));
        Assert.Empty(await app.Listed(Cached, subject, $$""","filter":{"artifactTypes":["{{Signature}}"]}"""));
        Assert.Equal([there], await app.Referring(Cached, subject, $"?artifactType={Sbom}"));
        Assert.Empty(await app.Referring(Cached, subject, $"?artifactType={Signature}"));
        Assert.Equal(1, (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Cached}}"}"""))["imageDetails"].GetArrayLength());
    }

    [Fact]
    public async Task The_repositorys_own_are_among_them_in_one_order_and_in_pages_and_none_is_told_twice()
    {
        List<string> expected = [];
        for (var i = 0; i < 9; i++)
        {
            expected.Add(await upstream.Refer("team/web", subject, i % 2 == 0 ? Sbom : Signature, i));
            expected.Add(await app.Refer(Cached, subject, i % 2 == 0 ? Signature : Sbom, 100 + i));
        }

        // One that both have.
        expected.Add(await upstream.Refer("team/web", subject, Sbom, 50));
        await app.Refer(Cached, subject, Sbom, 50);
        expected.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, await app.Referring(Cached, subject, ""));
        foreach (var filter in new[] { "", $$""","filter":{"artifactTypes":["{{Signature}}","{{Sbom}}"]}""" })
        {
            foreach (var size in (int[])[1, 4, 18, 19, 50]) Assert.Equal(expected, await app.Listed(Cached, subject, $$"""{{filter}},"maxResults":{{size}}"""));
        }
    }

    [Fact]
    public async Task Pages_that_end_early_for_their_size_leave_none_out()
    {
        List<string> expected = [];
        for (var i = 0; i < 6; i++)
        {
            expected.Add(await app.Refer(Cached, subject, Sbom, new string((char)('a' + i), 400_000)));
            expected.Add(await upstream.Refer("team/web", subject, Sbom, i));
        }

        expected.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, await app.Listed(Cached, subject, ""));
    }

    [Fact]
    public async Task One_is_pulled_as_any_image_and_then_told_without_the_upstream()
    {
        var there = await upstream.Refer("team/web", subject, Signature, 1);
        Assert.Equal([there], await app.Referring(Cached, subject, ""));
        Assert.Equal(there, RegistryRequests.DigestOf(await app.Get($"/v2/{Cached}/manifests/{there}").Bytes()));
        for (var left = 200; left > 0 && await Count() < 2; left--) await Task.Delay(25, TestContext.Current.CancellationToken);
        await upstream.StopAsync();
        await app.Restart();
        app.Logout();
        await app.Get($"/v2/{Cached}/manifests/{there}").Bytes();
        Assert.Equal([there], await app.Referring(Cached, subject, ""));

        async Task<int> Count() => (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Cached}}"}"""))["imageDetails"].GetArrayLength();
    }

    [Fact]
    public async Task The_upstream_is_asked_once_in_six_hours_and_what_it_said_stands_while_it_is_away()
    {
        var first = await upstream.Refer("team/web", subject, Sbom, 1);
        Assert.Equal([first], await app.Listed(Cached, subject, ""));
        var second = await upstream.Refer("team/web", subject, Sbom, 2);
        app.Clock.Advance(TimeSpan.FromMinutes(359));
        app.Logout();
        Assert.Equal([first], await app.Listed(Cached, subject, ""));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        string[] both = [.. new[] { first, second }.Order(StringComparer.Ordinal)];
        Assert.Equal(both, await app.Listed(Cached, subject, ""));
        await upstream.StopAsync();
        app.Clock.Advance(TimeSpan.FromDays(2));
        app.Logout();
        Assert.Equal(both, await app.Listed(Cached, subject, ""));
        Assert.Equal(both, await app.Referring(Cached, subject, ""));
    }

    [Fact]
    public async Task A_rule_that_was_mended_is_asked_by_at_once()
    {
        var there = await upstream.Refer("team/web", subject, Sbom, 1);
        await Give("wrong", "guessed");
        for (var i = 0; i < 2; i++) Assert.Equal("UnableToListUpstreamImageReferrersException", (await app.Ecr("ListImageReferrers", Request(Cached, subject, ""))).Error);
        await Give("right", await upstream.Token());
        Assert.Equal([there], await app.Listed(Cached, subject, ""));

        async Task Give(string name, string password)
        {
            var arn = await app.CreateSecret($"ecr-pullthroughcache/{name}", $$"""{"username":"AWS","accessToken":"{{password}}"}""");
            (await app.Ecr("UpdatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","credentialArn":"{{arn}}"}""")).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Who_may_read_the_repository_may_list_them()
    {
        var there = await upstream.Refer("team/web", subject, Sbom, 1);
        var reader = await app.GivenUser("reader", isAdministrator: false);
        (await app.Iam(
            "PutUserPolicy", "UserName=reader", "PolicyName=p",
            AwsCalls.Form("PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecr:BatchGetImage","Resource":"*"} }"""))).Expect(HttpStatusCode.OK);
        var listed = (await app.Ecr("ListImageReferrers", Request(Cached, subject, ""), reader, SlipwayApp.Region)).Expect(HttpStatusCode.OK);
        Assert.Equal(there, listed["referrers.0.digest"].GetString());
    }

    [Fact]
    public async Task Without_the_secret_the_upstream_cannot_be_asked_and_without_the_rule_need_not_be()
    {
        var own = await app.Refer(Cached, subject, Sbom, 1);
        (await app.Secrets("DeleteSecret", """{"SecretId":"ecr-pullthroughcache/mirror"}""")).Expect(HttpStatusCode.OK);
        var refused = await app.Ecr("ListImageReferrers", Request(Cached, subject, ""));
        Assert.Equal((400, "UnableToListUpstreamImageReferrersException"), (refused.Status, refused.Error));
        Assert.StartsWith("The referrers cannot be listed using the pull through cache rule: the secret arn:", JsonDocument.Parse(refused.Body).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal([own], await app.Referring(Cached, subject, ""));
        (await app.Secrets("RestoreSecret", """{"SecretId":"ecr-pullthroughcache/mirror"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal([own], await app.Listed(Cached, subject, ""));
        await upstream.Refer("team/web", subject, Sbom, 2);
        (await app.Ecr("DeletePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}""")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([own], await app.Listed(Cached, subject, ""));
    }
}
