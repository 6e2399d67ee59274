using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>Who pushes the same image as somebody else has at the destination, and deletes it, does not delete the other's.</summary>
public sealed class OthersImagesTests : IAsyncDisposable
{
    private static readonly byte[] Layer = RegistryRequests.RandomBytes(1, 1025);

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_at_the_destination_before_is_not_deleted_by_replication()
    {
        await app.CreateRepository("team/web");
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/web"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        var theirs = await PushThere("release");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.ReplicateTo([Elsewhere]);
        (await app.Slipway("PutReplicationOptions", """{"destination":{"region":"eu-west-1","registryId":"000000000000"},"replicateDeletions":true}""")).Expect(HttpStatusCode.OK);

        foreach (var tag in new[] { "release", "mine" }) Assert.Equal(theirs, await PushHere(tag));

        await Eventually(() => app.Images("team/web", Elsewhere), images => images.SequenceEqual([$"{theirs} [mine, release]"]));
        await app.Settled("team/web", theirs, "eu-west-1 COMPLETE");

        await Delete($$"""{"imageDigest":"{{theirs}}"}""");
        await Idle(2);
        Assert.Equal([$"{theirs} [mine, release]"], await app.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task What_was_brought_and_then_pushed_anew_by_others_stays_though_a_further_tag_of_it_is_brought()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        (await app.Slipway("PutReplicationOptions", """{"destination":{"region":"eu-west-1","registryId":"000000000000"},"replicateDeletions":true}""")).Expect(HttpStatusCode.OK);
        var image = await PushHere("one");
        await app.Settled("team/web", image, "eu-west-1 COMPLETE");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{"imageDigest":"{{image}}"}]}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        Assert.Equal(image, await PushThere("release"));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await PushHere("two");
        await Eventually(() => app.Images("team/web", Elsewhere), images => images.SequenceEqual([$"{image} [release, two]"]));
        await app.Settled("team/web", image, "eu-west-1 COMPLETE");

        await Delete($$"""{"imageDigest":"{{image}}"}""");
        await Idle(2);
        Assert.Equal([$"{image} [release, two]"], await app.Images("team/web", Elsewhere));
    }

    private Task<string> PushThere(string tag) => In(Elsewhere).Push("team/web", tag, Layer);

    private Task<string> PushHere(string tag) => In(SlipwayApp.Region).Push("team/web", tag, Layer);

    private OtherRegistry In(string region) => new(app, AwsKey.Admin, SlipwayApp.Account, region);

    private async Task Delete(string id) =>
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"team/web","imageIds":[{{id}}]}""")).Expect(HttpStatusCode.OK);

    // An image that comes and goes after all else has had its turn.
    private async Task Idle(int seed)
    {
        await app.CreateRepository("team/last");
        var last = await app.PushImage("team/last", "last", seed);
        await app.Settled("team/last", last, "eu-west-1 COMPLETE");
        (await app.Ecr("BatchDeleteImage", """{"repositoryName":"team/last","imageIds":[{"imageTag":"last"}]}""")).Expect(HttpStatusCode.OK);
        await Eventually(() => app.Images("team/last", Elsewhere), images => images.Length == 0);
    }
}
