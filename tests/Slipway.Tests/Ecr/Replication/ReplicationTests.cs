using System.Net;
using System.Text;
using Slipway.Registry.Journal;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>What happens to images after a registry was told to replicate; destinations are other registries of this server.</summary>
public sealed class ReplicationTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_push_arrives_in_another_region_in_a_repository_of_the_same_name()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere, "eu-west-2"]);
        var digest = await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "eu-west-1 COMPLETE", "eu-west-2 COMPLETE");
        Assert.Equal([$"{digest} [v1]"], await app.Images("team/web", Elsewhere));
        Assert.Equal([$"{digest} [v1]"], await app.Images("team/web", "eu-west-2"));
        await IsPulledWhole("team/web", "v1", 1);
    }

    [Fact]
    public async Task Only_what_is_pushed_afterwards_and_matches_a_prefix_is_replicated()
    {
        await app.CreateRepository("prod/web");
        await app.CreateRepository("test/web");
        await app.PushImage("prod/web", "before", 1);
        await Followed();
        await app.ReplicateTo([Elsewhere], "prod/", "production");
        await app.PushImage("test/web", "v1", 2);
        var digest = await app.PushImage("prod/web", "v1", 3);
        await app.Settled("prod/web", "v1", "eu-west-1 COMPLETE");
        await Followed();
        Assert.Equal([$"{digest} [v1]"], await app.Images("prod/web", Elsewhere));
        Assert.Empty(await app.Images("test/web", Elsewhere));
        Assert.Empty(await app.Statuses("prod/web", "before"));
        Assert.Empty(await app.Statuses("test/web", "v1"));
    }

    [Fact]
    public async Task An_index_arrives_whole_with_what_refers_to_it()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        var (one, two) = (await app.PushLayers("team/web", 1), await app.PushLayers("team/web", 2));
        var children = new List<(string, int)>();
        foreach (var manifest in new[] { one, two }) children.Add((await app.PushManifest("team/web", null, manifest, RegistryRequests.OciManifest), Encoding.UTF8.GetByteCount(manifest)));
        var index = await app.PushManifest("team/web", "v1", Manifests.Index([.. children]), RegistryRequests.OciIndex);
        var signature = await app.PushManifest("team/web", null, Referring(await app.PushLayers("team/web", 3), index), RegistryRequests.OciManifest);

        foreach (var digest in new[] { index, signature, children[0].Item1, children[1].Item1 }) await app.Settled("team/web", digest, "eu-west-1 COMPLETE");
        string[] expected = [$"{index} [v1]", $"{signature} []", $"{children[0].Item1} []", $"{children[1].Item1} []"];
        Assert.Equal(expected.Order(StringComparer.Ordinal), await app.Images("team/web", Elsewhere));
        await IsPulledWhole("team/web", children[0].Item1, 1);
        await IsPulledWhole("team/web", children[1].Item1, 2);
    }

    [Fact]
    public async Task What_came_by_replication_goes_no_further()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        (await app.Ecr("PutReplicationConfiguration", Configuration(["us-east-1", "eu-west-3"]), AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "eu-west-1 COMPLETE");
        await Followed();
        var further = await app.Ecr("DescribeImageReplicationStatus", """{"repositoryName":"team/web","imageId":{"imageTag":"v1"}}""", AwsKey.Admin, Elsewhere);
        Assert.Equal(0, further.Expect(HttpStatusCode.OK)["replicationStatuses"].GetArrayLength());
        Assert.Empty(await app.Images("team/web", "eu-west-3"));
    }

    [Fact]
    public async Task Where_the_tag_must_not_move_the_image_arrives_without_it()
    {
        await app.CreateRepository("team/web");
        (await app.Ecr("CreateRepository", """{"repositoryName":"team/web","imageTagMutability":"IMMUTABLE"}""", AwsKey.Admin, Elsewhere)).Expect(HttpStatusCode.OK);
        await app.ReplicateTo([Elsewhere]);
        var first = await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", first, "eu-west-1 COMPLETE");
        var second = await app.PushImage("team/web", "v1", 2);
        await app.Settled("team/web", second, "eu-west-1 COMPLETE");
        Assert.Equal(new[] { $"{first} [v1]", $"{second} []" }.Order(StringComparer.Ordinal), await app.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task Another_account_that_does_not_allow_it_gets_nothing()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo(["us-east-1/111122223333"]);
        await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "us-east-1 FAILED AccessDenied");
    }

    [Fact]
    public async Task The_latest_push_of_a_tag_is_what_the_destination_ends_with()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        var digests = new List<string>();
        for (var seed = 1; seed <= 12; seed++) digests.Add(await app.PushImage("team/web", $"tag{seed % 2}", seed));
        foreach (var digest in digests) await app.Settled("team/web", digest, "eu-west-1 COMPLETE");
        var images = await app.Images("team/web", Elsewhere);
        Assert.Equal(12, images.Length);
        Assert.Equal(new[] { $"{digests[10]} [tag1]", $"{digests[11]} [tag0]" }.Order(StringComparer.Ordinal), images.Where(image => !image.EndsWith("[]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Both_outcomes_are_told_where_the_image_was_to_arrive()
    {
        var journal = await app.Get<IChangeJournal>();
        await journal.ReadAsync("listener", 100, CancellationToken.None);
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere, "eu-west-2/111122223333"]);
        var digest = await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "eu-west-1 COMPLETE", "eu-west-2 FAILED AccessDenied");
        var told = (await journal.ReadAsync("listener", 100, CancellationToken.None)).Where(change => change.Origin is ChangeOrigin.Replication).ToList();
        Assert.Equal(
            ["ImagePushed eu-west-1", "ImageReplicated eu-west-1", "ImageReplicated eu-west-2"],
            told.Select(change => $"{change.Action} {change.Registry.Region}").Order());
        Assert.All(told, change => Assert.Equal((digest, "v1"), (change.Digest.ToString(), change.Tag.ToString())));
        var outcomes = told.Where(change => change.Action is RegistryAction.ImageReplicated).OrderBy(change => change.Registry.Region).ToList();
        Assert.Equal("""{"result":"SUCCESS","source-account":"000000000000","source-region":"us-east-1"}""", outcomes[0].Detail);
        Assert.NotEqual(0, outcomes[0].RepositoryId);
        Assert.Equal(RegistryRequests.OciManifest, outcomes[0].Image.MediaType);
        Assert.Equal("""{"result":"FAILED","source-account":"000000000000","source-region":"us-east-1"}""", outcomes[1].Detail);
        Assert.Equal("111122223333", outcomes[1].Registry.Account);
    }

    [Fact]
    public async Task What_was_queued_is_done_after_a_restart()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        for (var seed = 1; seed <= 10; seed++) await app.PushImage("team/web", $"v{seed}", seed);
        await app.Restart();
        for (var seed = 1; seed <= 10; seed++) await app.Settled("team/web", $"v{seed}", "eu-west-1 COMPLETE");
        Assert.Equal(10, (await app.Images("team/web", Elsewhere)).Length);
    }

    [Fact]
    public async Task Deleting_an_image_or_its_tag_leaves_the_copy_alone()
    {
        await app.CreateRepository("team/web");
        await app.ReplicateTo([Elsewhere]);
        var digest = await app.PushImage("team/web", "v1", 1);
        await app.Settled("team/web", "v1", "eu-west-1 COMPLETE");
        (await app.Ecr("BatchDeleteImage", """{"repositoryName":"team/web","imageIds":[{"imageTag":"v1"}]}""")).Expect(HttpStatusCode.OK);
        await Followed();
        Assert.Equal([$"{digest} [v1]"], await app.Images("team/web", Elsewhere));
        // Pushed anew it is an image of its own, of which nothing is known yet but what came of this push.
        await app.ReplicateTo([]);
        await app.PushImage("team/web", "v1", 1);
        await Followed();
        Assert.Empty(await app.Statuses("team/web", "v1"));
    }

    private static string Referring(string manifest, string subject) =>
        manifest.TrimEnd()[..^1] + $$""","subject":{"mediaType":"{{RegistryRequests.OciIndex}}","digest":"{{subject}}","size":10} }""";

    /// <summary>Everything that had happened by now has been looked at.</summary>
    private async Task Followed()
    {
        var journal = await app.Get<IChangeJournal>();
        await Eventually(async () => (await journal.ReadAsync("replication", 1, CancellationToken.None)).Count, count => count == 0);
    }

    private async Task IsPulledWhole(string repository, string reference, int seed)
    {
        var host = $"000000000000.dkr.ecr.{Elsewhere}.localhost";
        foreach (var path in new[] { $"manifests/{reference}", $"blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(seed, 1024 + (seed % 1024)))}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/{path}");
            request.Headers.Host = host;
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{await Token(Elsewhere)}")));
            using var answer = await app.Send(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<string> Token(string region)
    {
        var answer = (await app.Ecr("GetAuthorizationToken", "{}", AwsKey.Admin, region)).Expect(HttpStatusCode.OK);
        return Encoding.UTF8.GetString(answer["authorizationData.0.authorizationToken"].GetBytesFromBase64()).Split(':')[1];
    }
}
