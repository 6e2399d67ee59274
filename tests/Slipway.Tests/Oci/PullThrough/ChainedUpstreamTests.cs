using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>Upstreams on this server that are caches themselves, and rules that lead in a circle.</summary>
public sealed class ChainedUpstreamTests : IAsyncDisposable
{
    private readonly SlipwayApp app = PullThroughCalls.NewCache();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task All_layers_come_through_a_chain_at_once()
    {
        var layers = Enumerable.Range(0, 20).Select(seed => RegistryRequests.RandomBytes(seed, 100_000)).ToList();
        await app.CreateRepository("team/web");
        var config = await app.PushBlob("team/web", "{}"u8.ToArray());
        List<string> digests = [];
        foreach (var layer in layers) digests.Add(await app.PushBlob("team/web", layer));
        var described = digests.Select(layer => $$"""{"mediaType":"{{RegistryRequests.OciLayer}}","digest":"{{layer}}","size":100000}""");
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","config":{"mediaType":"{{RegistryRequests.OciConfig}}","digest":"{{config}}","size":2},"layers":[{{string.Join(',', described)}}]}""";
        var digest = await app.PushManifest("team/web", "v1", manifest, RegistryRequests.OciManifest);

        var (dublin, oslo) = (In("eu-west-1"), In("eu-north-1"));
        await Rule(dublin, "bb", "us-east-1", "ROOT");
        await Rule(oslo, "cc", "eu-west-1", "bb");
        // Before there is an import, so that every fetch waits for one of the next registry.
        (await dublin.Ecr("CreateRepository", """{"repositoryName":"bb/team/web"}""")).Expect(HttpStatusCode.OK);
        (await oslo.Ecr("CreateRepository", """{"repositoryName":"cc/team/web"}""")).Expect(HttpStatusCode.OK);
        var pulled = await Task.WhenAll(digests.Select(layer => oslo.Get($"/v2/cc/team/web/blobs/{layer}").Bytes()));
        Assert.Equal(digests, pulled.Select(RegistryRequests.DigestOf));
        Assert.Equal(digest, RegistryRequests.DigestOf(await oslo.Get("/v2/cc/team/web/manifests/v1").Bytes()));
        Assert.Equal(digest, await oslo.Arrived("cc/team/web", "v1"));
        Assert.Equal(digest, await dublin.Arrived("bb/team/web", "v1"));
    }

    [Fact]
    public async Task The_role_fetches_from_elsewhere_what_it_may_have_imported()
    {
        await using var odd = await OddRegistry.StartAsync();
        var layer = RegistryRequests.RandomBytes(5, 2_000_000);
        var digest = odd.Serve("team/web", "v1", "{}"u8.ToArray(), layer);
        await app.CreateRule("odd", odd.Url);
        var account = await app.GivenAccount("partner");
        var partner = new OtherRegistry(app, await app.GivenAdministrator(account, "paula"), account, SlipwayApp.Region);
        var role = await partner.GivenRole("cache", "pullthroughcache.ecr.amazonaws.com", """{"Effect":"Allow","Action":"ecr:*","Resource":"*"}""");
        (await partner.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mine","upstreamRegistryUrl":"000000000000.dkr.ecr.us-east-1.amazonaws.com","customRoleArn":"{{role}}","upstreamRepositoryPrefix":"odd"}""")).Expect(HttpStatusCode.OK);
        string[][] steps = [["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], ["ecr:BatchImportUpstreamImage"], ["ecr:CreateRepository"]];
        foreach (var upTo in new[] { 1, 2 })
        {
            await Consent([.. steps.Take(upTo).SelectMany(actions => actions)]);
            Assert.Equal((404, "MANIFEST_UNKNOWN"), Short(await partner.Refusal("mine/team/web", "v1")));
        }

        Assert.Empty(odd.Requests);
        await Consent([.. steps.SelectMany(actions => actions)]);
        var pulled = await partner.Pull("mine/team/web", "v1");
        Assert.Equal((digest, layer.Length), (pulled.Digest, pulled.Layer.Length));
        Assert.Equal(1, odd.Requests.Count(request => request.EndsWith(RegistryRequests.DigestOf(layer), StringComparison.Ordinal)));
        // What the upstream's upstream answers is told.
        odd.Answers["/v2/team/web/manifests/v2"] = OddRegistry.Status(429);
        Assert.Equal((429, "TOOMANYREQUESTS"), Short(await partner.Refusal("mine/team/web", "v2")));

        async Task Consent(string[] actions) => (await app.Ecr("PutRegistryPolicy", JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["policyText"] = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":{{JsonSerializer.Serialize(actions)}},"Resource":"arn:aws:ecr:us-east-1:000000000000:repository/*"}]}""",
        }))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_circle_is_told_at_both_of_its_ends_at_once_and_by_its_rules_checks()
    {
        var (dublin, oslo) = (In("eu-west-1"), In("eu-north-1"));
        await Rule(dublin, "to-oslo", "eu-north-1", "to-dublin");
        await Rule(oslo, "to-dublin", "eu-west-1", "to-oslo");
        var ends = await Task.WhenAll(Enumerable.Range(0, 10).Select(each => each % 2 == 0 ? dublin.Refusal("to-oslo/web", "v1") : oslo.Refusal("to-dublin/web", "v1")));
        Assert.All(ends, end => Assert.Equal((403, "DENIED"), Short(end)));
        Assert.Equal(
            "the pull through cache rules lead in a circle: 000000000000/eu-west-1/to-oslo/web from 000000000000/eu-north-1/to-dublin/web from 000000000000/eu-west-1/to-oslo/web", ends[0].Message);
        var check = (await dublin.Ecr("ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"to-oslo"}""")).Expect(HttpStatusCode.OK);
        Assert.False(check["isValid"].GetBoolean());
        Assert.StartsWith("the pull through cache rules lead in a circle", check["failure"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_ends_after_three_caches()
    {
        await app.CreateRepository("web");
        await app.PushImage("web", "v1", seed: 1);
        string[] regions = ["us-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1"];
        for (var hop = 1; hop < regions.Length; hop++) await Rule(In(regions[hop]), "chain", regions[hop - 1], hop == 1 ? "ROOT" : "chain");
        await In("eu-north-1").Pull("chain/web", "v1");
        var (status, code, message) = await In("eu-south-1").Refusal("chain/web", "v1");
        Assert.Equal((403, "DENIED"), (status, code));
        Assert.StartsWith("the pull through cache rules lead through more than 3 caches: 000000000000/eu-south-1/chain/web from", message, StringComparison.Ordinal);
    }

    private static (int Status, string Code) Short((int Status, string Code, string Message) refusal) => (refusal.Status, refusal.Code);

    private OtherRegistry In(string region) => new(app, AwsKey.Admin, SlipwayApp.Account, region);

    private static async Task Rule(OtherRegistry cache, string prefix, string region, string there) => (await cache.Ecr(
        "CreatePullThroughCacheRule",
        $$"""{"ecrRepositoryPrefix":"{{prefix}}","upstreamRegistryUrl":"000000000000.dkr.ecr.{{region}}.amazonaws.com","upstreamRepositoryPrefix":"{{there}}"}""")).Expect(HttpStatusCode.OK);
}
