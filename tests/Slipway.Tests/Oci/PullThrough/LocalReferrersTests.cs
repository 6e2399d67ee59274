using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci.PullThrough;

/// <summary>What refers to an image, told by a cache of it whose upstream is a registry of the same server.</summary>
public sealed class LocalReferrersTests : IAsyncDisposable
{
    private const string Home = $"{SlipwayApp.Account}.dkr.ecr.{SlipwayApp.Region}.amazonaws.com", Cached = "mirror/team/web";

    private readonly SlipwayApp app = PullThroughCalls.NewCache();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task They_are_read_anew_each_time_and_archived_ones_are_not_there()
    {
        var subject = await GivenImage();
        var dublin = await GivenCache("eu-west-1", Home, "ROOT");
        var first = await app.Refer("team/web", subject, ReferrerCalls.Sbom, 1);
        Assert.Equal([first], await Listed(dublin, subject));
        var second = await app.Refer("team/web", subject, ReferrerCalls.Sbom, 2);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), await Listed(dublin, subject));
        Assert.Equal(second, RegistryRequests.DigestOf(await dublin.Get($"/v2/{Cached}/manifests/{second}").Bytes()));
        (await app.Ecr("UpdateImageStorageClass", $$"""{"repositoryName":"team/web","imageId":{"imageDigest":"{{first}}"},"targetStorageClass":"ARCHIVE"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal([second], await Listed(dublin, subject));
    }

    [Fact]
    public async Task A_denial_of_the_upstreams_holds_for_the_list_at_once()
    {
        var subject = await GivenImage();
        var dublin = await GivenCache("eu-west-1", Home, "ROOT");
        var there = await app.Refer("team/web", subject, ReferrerCalls.Sbom, 1);
        Assert.Equal([there], await Listed(dublin, subject));
        var policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}]}""";
        (await app.Ecr("SetRepositoryPolicy", $$"""{"repositoryName":"team/web","policyText":{{JsonSerializer.Serialize(policy)}} }""")).Expect(HttpStatusCode.OK);
        Assert.Equal("UnableToListUpstreamImageReferrersException", (await dublin.Ecr("ListImageReferrers", ReferrerCalls.Request(Cached, subject, ""))).Error);
        Assert.Empty(ReferrerCalls.Digests(await dublin.Get($"/v2/{Cached}/referrers/{subject}").Bytes()));
        (await app.Ecr("DeleteRepositoryPolicy", """{"repositoryName":"team/web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal([there], await Listed(dublin, subject));
    }

    [Fact]
    public async Task Who_owns_the_upstream_is_told_of_the_look()
    {
        var subject = await GivenImage();
        var dublin = await GivenCache("eu-west-1", Home, "ROOT");
        await dublin.Get($"/v2/{Cached}/referrers/{subject}").Bytes();
        // What is not waited for is written before this.
        await app.CreateRepository("after");
        var found = (await app.CloudTrail(AwsKey.Admin, "LookupEvents", """{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"ListImageReferrers"}]}""")).Expect(HttpStatusCode.OK);
        var events = found["Events"].EnumerateArray().Select(told => JsonDocument.Parse(told.Text("CloudTrailEvent")!).RootElement);
        var look = Assert.Single(events, told => told.Text("userAgent") == "pullthroughcache.ecr.amazonaws.com");
        Assert.Equal(("team/web", subject), (look.Text("requestParameters.repositoryName"), look.Text("requestParameters.subjectId.imageDigest")));
    }

    [Fact]
    public async Task A_chain_of_caches_tells_those_of_its_end_and_of_its_middle()
    {
        var subject = await GivenImage();
        var dublin = await GivenCache("eu-west-1", Home, "ROOT");
        var oslo = await GivenCache("eu-north-1", $"{SlipwayApp.Account}.dkr.ecr.eu-west-1.amazonaws.com", "mirror");
        var first = await app.Refer("team/web", subject, ReferrerCalls.Sbom, 1);
        Assert.Equal([first], await Listed(oslo, subject));
        Assert.Equal(first, RegistryRequests.DigestOf(await oslo.Get($"/v2/{Cached}/manifests/{first}").Bytes()));
        (await dublin.Ecr("DeletePullThroughCacheRule", """{"ecrRepositoryPrefix":"mirror"}""")).Expect(HttpStatusCode.OK);
        var second = await app.Refer("team/web", subject, ReferrerCalls.Sbom, 2);
        Assert.DoesNotContain(second, await Listed(oslo, subject));
    }

    private static async Task<IReadOnlyList<string?>> Listed(OtherRegistry cache, string subject)
    {
        var listed = (await cache.Ecr("ListImageReferrers", ReferrerCalls.Request(Cached, subject, ""))).Expect(HttpStatusCode.OK)["referrers"];
        IReadOnlyList<string?> digests = [.. listed.EnumerateArray().Select(referrer => referrer.GetProperty("digest").GetString())];
        Assert.Equal(digests, ReferrerCalls.Digests(await cache.Get($"/v2/{Cached}/referrers/{subject}").Bytes()));
        return digests;
    }

    private async Task<string> GivenImage()
    {
        await app.CreateRepository("team/web");
        return await app.PushImage("team/web", "v1", seed: 1);
    }

    private async Task<OtherRegistry> GivenCache(string region, string url, string prefix)
    {
        var cache = new OtherRegistry(app, AwsKey.Admin, SlipwayApp.Account, region);
        (await cache.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{url}}","upstreamRepositoryPrefix":"{{prefix}}"}""")).Expect(HttpStatusCode.OK);
        await cache.Get($"/v2/{Cached}/manifests/v1").Bytes();
        await cache.Arrived(Cached, "v1");
        return cache;
    }
}
