using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Events;

/// <summary>PutEvents once an account has no room for what waits for its targets.</summary>
public sealed class BacklogTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_ALLOWED_HOSTS"] = "127.0.0.1", ["SLIPWAY_EVENT_BACKLOG"] = "1MiB" });
    private readonly WebHook hook = new();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await hook.DisposeAsync();
    }

    [Fact]
    public async Task What_has_no_room_is_throttled_by_itself_and_taken_again_when_there_is()
    {
        hook.Answer = _ => 503;
        await hook.Follow(app, """{"source":["my.app"]}""", "");
        for (var i = 0; i < 4; i++) Assert.Equal(0, (await Put(240_000))["FailedEntryCount"].GetInt32());
        var answer = await Put(240_000, 10);
        Assert.Equal(1, answer["FailedEntryCount"].GetInt32());
        Assert.Equal("ThrottlingException", answer["Entries.0.ErrorCode"].GetString());
        Assert.False(answer["Entries.0"].TryGetProperty("EventId", out _));
        Assert.NotNull(answer["Entries.1.EventId"].GetString());
        await app.Restart();
        Assert.Equal("ThrottlingException", (await Put(240_000))["Entries.0.ErrorCode"].GetString());
        (await app.Events("RemoveTargets", """{"Rule":"hook","Ids":["one"]}""")).Expect(HttpStatusCode.OK);
        var arn = (await app.Events("DescribeApiDestination", """{"Name":"hook"}""")).Expect(HttpStatusCode.OK)["ApiDestinationArn"].GetString();
        (await app.Events("PutTargets", $$"""{"Rule":"hook","Targets":[{"Id":"one","Arn":"{{arn}}"}]}""")).Expect(HttpStatusCode.OK);
        for (var i = 0; i < 4; i++) Assert.Equal(0, (await Put(240_000))["FailedEntryCount"].GetInt32());
        Assert.Equal(1, (await Put(240_000))["FailedEntryCount"].GetInt32());
    }

    [Fact]
    public async Task Events_of_the_registry_that_have_no_room_are_logged_and_counted()
    {
        hook.Answer = _ => 503;
        await hook.Follow(app, """{"source":["my.app","aws.ecr"]}""", "");
        await app.CreateRepository("team/web");
        for (var i = 0; i < 4; i++) await Put(255_000);
        await Put(20_000);
        await Put(2_000);
        Assert.Equal(1, (await Put(9_000))["FailedEntryCount"].GetInt32());
        for (var i = 0; i < 12; i++) await app.PushImage("team/web", $"v{i}", i);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!app.Log.Contains("were dropped", StringComparison.Ordinal)) await Task.Delay(50, limit.Token);
        using var metrics = await app.Send(new(HttpMethod.Get, "/metrics"));
        // Other servers of this process count on the same instrument.
        Assert.Contains("slipway_events_dropped_total ", await metrics.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
    }

    private async Task<AwsAnswer> Put(params int[] sizes)
    {
        var entries = sizes.Select(size => new { Source = "my.app", DetailType = "t", Detail = JsonSerializer.Serialize(new { text = new string('x', size) }) });
        return (await app.Events("PutEvents", JsonSerializer.Serialize(new { Entries = entries }))).Expect(HttpStatusCode.OK);
    }
}
