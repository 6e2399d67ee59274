using System.Net;
using System.Text;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>PutReplicationOptions and GetReplicationOptions, and what they do.</summary>
public sealed class ReplicationOptionsTests : IAsyncDisposable
{
    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Options_belong_to_a_destination_that_a_rule_names()
    {
        Assert.Equal("ReplicationDestinationNotFoundException", (await Put("")).Error);
        Assert.Equal("ReplicationDestinationNotFoundException", (await Get()).Error);
        await app.ReplicateTo([Elsewhere]);
        Assert.Equal($$"""{"replicationOptions":{"destination":{{Destination}},"replicateDeletions":false""" + "}}", (await Get()).Body);
        const string Set = ""","tagFilters":{"include":["v*"],"exclude":["*-rc"]},"replicateDeletions":true""";
        Assert.Equal($$"""{"replicationOptions":{"destination":{{Destination}}{{Set}}""" + "}}", (await Put(Set)).Expect(HttpStatusCode.OK).Body);
        await app.Restart();
        Assert.Equal($$"""{"replicationOptions":{"destination":{{Destination}}{{Set}}""" + "}}", (await Get()).Body);
        Assert.Equal("InvalidParameterException", (await Put(""","tagFilters":{"include":["no spaces"]}""")).Error);
        Assert.Equal("InvalidParameterException", (await Put(""","tagFilters":{"include":[]}""")).Error);
    }

    [Fact]
    public async Task Only_the_tags_that_are_wanted_go_with_their_children_and_referrers()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        (await Put(""","tagFilters":{"include":["v*"],"exclude":["*-rc"]}""")).Expect(HttpStatusCode.OK);
        var child = await app.PushLayers("team/web", 1);
        var childDigest = await app.PushManifest("team/web", null, child, RegistryRequests.OciManifest);
        await app.PushImage("team/web", "latest", 2);
        await app.PushImage("team/web", "v1-rc", 3);
        var index = await app.PushManifest("team/web", "other", Manifests.Index((childDigest, Encoding.UTF8.GetByteCount(child))), RegistryRequests.OciIndex);
        var signature = await app.PushManifest("team/web", null, Referring(await app.PushLayers("team/web", 4), index), RegistryRequests.OciManifest);
        Assert.Empty(await app.Images("team/web", Elsewhere));

        await app.PushManifest("team/web", "v1", Manifests.Index((childDigest, Encoding.UTF8.GetByteCount(child))), RegistryRequests.OciIndex);
        var later = await app.PushManifest("team/web", null, Referring(await app.PushLayers("team/web", 5), index), RegistryRequests.OciManifest);
        foreach (var digest in new[] { index, signature, later }) await app.Settled("team/web", digest, "eu-west-1 COMPLETE");
        string[] expected = [$"{index} [v1]", $"{childDigest} []", $"{signature} []", $"{later} []"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), await app.Images("team/web", Elsewhere));
        Assert.Empty(await app.Statuses("team/web", "latest"));
        Assert.Empty(await app.Statuses("team/web", "v1-rc"));
    }

    [Fact]
    public async Task Deletions_of_tags_and_images_follow_where_that_is_wanted()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere, "eu-west-2"]);
        (await Put(""","replicateDeletions":true""")).Expect(HttpStatusCode.OK);
        var one = await app.PushImage("team/web", "one", 1);
        await app.PushImage("team/web", "uno", 1);
        var two = await app.PushImage("team/web", "two", 2);
        foreach (var digest in new[] { one, two }) await app.Settled("team/web", digest, "eu-west-1 COMPLETE", "eu-west-2 COMPLETE");

        await Delete("""{"imageTag":"uno"}""");
        await Eventually(() => app.Images("team/web", Elsewhere), images => images.SequenceEqual(new[] { $"{one} [one]", $"{two} [two]" }.Order(StringComparer.Ordinal)));
        await Delete($$"""{"imageDigest":"{{two}}"}""");
        await Eventually(() => app.Images("team/web", Elsewhere), images => images.SequenceEqual([$"{one} [one]"]));
        // The tag points elsewhere by then: what is deleted is the image of the source, not whatever has its name.
        (await app.Ecr("PutReplicationConfiguration", Configuration(["us-west-2"]), AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await Delete("""{"imageTag":"one"}""");
        await Eventually(() => app.Images("team/web", Elsewhere), images => images.Length == 0);
        Assert.Equal(2, (await app.Images("team/web", "eu-west-2")).Length);
    }

    [Fact]
    public async Task A_tag_that_is_deleted_and_pushed_again_ends_as_it_was_pushed()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        (await Put(""","replicateDeletions":true""")).Expect(HttpStatusCode.OK);
        var last = "";
        for (var round = 0; round < 5; round++)
        {
            last = await app.PushImage("team/web", "v1", round);
            if (round < 4) await Delete("""{"imageTag":"v1"}""");
        }

        await app.Settled("team/web", last, "eu-west-1 COMPLETE");
        Assert.Equal([$"{last} [v1]"], await app.Images("team/web", Elsewhere));
    }

    private static string Referring(string manifest, string subject) =>
        manifest.TrimEnd()[..^1] + $$""","subject":{"mediaType":"{{RegistryRequests.OciIndex}}","digest":"{{subject}}","size":10} }""";

    private Task<AwsAnswer> Put(string more) => app.Slipway("PutReplicationOptions", $$"""{"destination":{{Destination}}{{more}}}""");

    private Task<AwsAnswer> Get() => app.Slipway("GetReplicationOptions", $$"""{"destination":{{Destination}}}""");

    private async Task Delete(string id) =>
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{{id}}]}""")).Expect(HttpStatusCode.OK);
}
