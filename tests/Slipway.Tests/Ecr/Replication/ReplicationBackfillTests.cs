using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Ecr.Replication.ReplicationCalls;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>StartReplicationBackfill and DescribeReplicationBackfill.</summary>
public sealed class ReplicationBackfillTests : IAsyncDisposable
{
    private const string Destination = """{"region":"eu-west-1","registryId":"000000000000"}""";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_there_before_and_matches_arrives()
    {
        foreach (var name in new[] { "prod/api", "prod/web", "test/web" }) await app.CreateRepository(name);
        await app.PushImage("prod/api", "v1", 1);
        await app.PushImage("prod/api", "v2", 2);
        await app.PushImage("prod/api", "latest", 2);
        await app.PushManifest("prod/web", null, await app.PushLayers("prod/web", 3), RegistryRequests.OciManifest);
        await app.PushImage("test/web", "v1", 4);
        await app.ReplicateTo([Elsewhere], "prod/");
        var id = await Start();
        var ended = await Ended(id);
        Assert.Equal("COMPLETE", ended["replicationBackfill.status"].GetString());
        Assert.Equal((4, 4, 0), Counts(ended));
        foreach (var name in new[] { "prod/api", "prod/web", "test/web" })
            Assert.Equal(name == "test/web" ? [] : await app.Images(name, SlipwayApp.Region), await app.Images(name, Elsewhere));
        Assert.Equal(["eu-west-1 COMPLETE"], await app.Statuses("prod/api", "v1"));
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_and_takes_pages_as_they_come()
    {
        await app.CreateRepository("team/web");
        var manifest = await app.PushLayers("team/web", 1);
        for (var i = 0; i < 230; i++) await app.PushManifest("team/web", $"v{i}", manifest, RegistryRequests.OciManifest);
        await app.ReplicateTo([Elsewhere]);
        var id = await Start();
        await app.Restart();
        Assert.Equal((230, 230, 0), Counts(await Ended(id)));
        Assert.Equal(await app.Images("team/web", SlipwayApp.Region), await app.Images("team/web", Elsewhere));
    }

    [Fact]
    public async Task A_tag_that_moves_meanwhile_ends_where_it_was_pushed_last()
    {
        await app.CreateRepository("team/web");
        for (var i = 0; i < 20; i++) await app.PushImage("team/web", $"v{i}", i);
        await app.ReplicateTo([Elsewhere]);
        var id = await Start();
        for (var i = 0; i < 20; i++) await app.PushImage("team/web", $"v{i}", 100 + i);
        await Ended(id);
        for (var i = 0; i < 20; i++) await app.Settled("team/web", $"v{i}", "eu-west-1 COMPLETE");
        Assert.Equal(Tagged(await app.Images("team/web", SlipwayApp.Region)), Tagged(await app.Images("team/web", Elsewhere)));
    }

    [Fact]
    public async Task Failures_are_counted()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        await app.ReplicateTo(["eu-west-1/111122223333"]);
        var started = await app.Slipway("StartReplicationBackfill", """{"destination":{"region":"eu-west-1","registryId":"111122223333"}}""");
        var ended = await Ended(started.Expect(HttpStatusCode.OK)["replicationBackfill.replicationBackfillId"].GetString()!);
        Assert.Equal("FAILED", ended["replicationBackfill.status"].GetString());
        Assert.Equal((1, 0, 1), Counts(ended));
    }

    [Fact]
    public async Task StopReplicationBackfill_ends_it_and_drops_what_waits()
    {
        await app.CreateRepository("team/web");
        await app.PushImage("team/web", "v1", 1);
        await app.PushImage("team/web", "v2", 2);
        await app.ReplicateTo([Elsewhere]);
        const string Nowhere = """{"destination":{"region":"eu-west-1","registryId":"000000000000"},"apiEndpoint":"http://mirror.invalid","credentialArn":"~"}""";
        var secret = (await app.Json("secretsmanager", "secretsmanager.CreateSecret", """{"Name":"mirror","SecretString":"{}"}""", AwsKey.Admin, SlipwayApp.Region)).Expect(HttpStatusCode.OK)["ARN"].GetString();
        (await app.Slipway("PutReplicationEndpoint", Nowhere.Replace("~", secret, StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        var id = await Start();
        await Eventually(() => app.Statuses("team/web", "v2"), statuses => statuses.SequenceEqual(["eu-west-1 IN_PROGRESS"]));
        Assert.Equal("ReplicationBackfillInProgressException", (await app.Slipway("StartReplicationBackfill", $$"""{"destination":{{Destination}} }""")).Error);

        for (var twice = 0; twice < 2; twice++)
        {
            var stopped = (await Stop(id)).Expect(HttpStatusCode.OK);
            Assert.Equal("STOPPED", stopped["replicationBackfill.status"].GetString());
            Assert.Equal((2, 0, 0), Counts(stopped));
        }

        await Eventually(() => app.Statuses("team/web", "v1"), statuses => statuses.All(status => status != "eu-west-1 IN_PROGRESS"));
        (await app.Slipway("DeleteReplicationEndpoint", $$"""{"destination":{{Destination}} }""")).Expect(HttpStatusCode.OK);
        var again = await Start();
        Assert.Equal("COMPLETE", (await Ended(again))["replicationBackfill.status"].GetString());
        Assert.Equal("ReplicationBackfillNotInProgressException", (await Stop(again)).Error);
        Assert.Equal("ReplicationBackfillNotFoundException", (await Stop("123e4567-e89b-12d3-a456-426614174000")).Error);
    }

    [Fact]
    public async Task It_needs_a_destination_and_one_runs_at_a_time()
    {
        Assert.Equal("ReplicationDestinationNotFoundException", (await app.Slipway("StartReplicationBackfill", $$"""{"destination":{{Destination}} }""")).Error);
        Assert.Equal("ReplicationBackfillNotFoundException", (await Describe("123e4567-e89b-12d3-a456-426614174000")).Error);
        await app.ReplicateTo([Elsewhere]);
        await Ended(await Start());
        await Ended(await Start());
    }

    private static string[] Tagged(string[] images) => [.. images.Where(image => !image.EndsWith("[]", StringComparison.Ordinal))];

    private static (int Queued, int Completed, int Failed) Counts(AwsAnswer answer) => (
        answer["replicationBackfill.queuedCount"].GetInt32(), answer["replicationBackfill.completedCount"].GetInt32(), answer["replicationBackfill.failedCount"].GetInt32());

    private async Task<string> Start() =>
        (await app.Slipway("StartReplicationBackfill", $$"""{"destination":{{Destination}} }""")).Expect(HttpStatusCode.OK)["replicationBackfill.replicationBackfillId"].GetString()!;

    private Task<AwsAnswer> Stop(string id) => app.Slipway("StopReplicationBackfill", $$"""{"replicationBackfillId":"{{id}}"}""");

    private Task<AwsAnswer> Describe(string id) => app.Slipway("DescribeReplicationBackfill", $$"""{"replicationBackfillId":"{{id}}"}""");

    private Task<AwsAnswer> Ended(string id) =>
        Eventually(() => Describe(id), answer => answer.Expect(HttpStatusCode.OK)["replicationBackfill.status"].GetString() is "COMPLETE" or "FAILED");
}
