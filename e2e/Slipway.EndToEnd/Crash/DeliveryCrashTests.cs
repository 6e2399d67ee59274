using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>Every event that was acknowledged arrives with a valid signature, or lies among the dead letters, whenever the server is killed.</summary>
public sealed class DeliveryCrashTests : IAsyncLifetime
{
    private const int Kills = 6, Redrives = 2;

    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"));
    private readonly HookReceiver good = new(), bad = new();
    private readonly ConcurrentBag<string> acknowledged = [];
    private readonly Random chance = new(17);

    public async ValueTask InitializeAsync() => await server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await good.DisposeAsync();
        await bad.DisposeAsync();
    }

    [Fact]
    public async Task Kills_lose_no_event_and_no_dead_letter()
    {
        using var client = new Client(server.Url);
        await client.Call("events", "PutRule", """{"Name":"all","EventPattern":"{\"source\":[\"my.app\"]}"}""");
        await HookAsync(client, "good", good);
        await HookAsync(client, "bad", bad);
        // One is away now and then; the other refuses for good, until it is mended.
        good.Answer = () => Next(8) == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK;
        bad.Answer = () => HttpStatusCode.BadRequest;

        var killing = new Killing(server);
        for (var kill = 0; kill < Kills; kill++) await killing.UnderAsync(clients: 2, _ => PublishAsync(client), () => Task.Delay(Next(600)));
        await Killing.UntilAsync(() => Task.FromResult(acknowledged.All(good.Taken.ContainsKey)), pauseInMilliseconds: 50);
        HashSet<string> dead = [];
        await Killing.UntilAsync(
            async () =>
            {
                dead = [.. (await DeadAsync(client)).Select(letter => letter.EventId)];
                return dead.IsSupersetOf(acknowledged);
            },
            pauseInMilliseconds: 100);

        bad.Answer = () => HttpStatusCode.OK;
        for (var kill = 0; kill < Redrives; kill++) await killing.UnderAsync(clients: 1, _ => RedriveAsync(client, some: 20), () => Task.Delay(Next(80)));
        await Killing.UntilAsync(
            async () =>
            {
                await RedriveAsync(client, some: 100);
                return dead.All(bad.Taken.ContainsKey) && (await DeadAsync(client)).Count == 0;
            },
            pauseInMilliseconds: 100);

        Assert.Empty(good.Forged);
        Assert.Empty(bad.Forged);
        Assert.InRange(acknowledged.Count, Kills * 2, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{killing.Kills} kills, {acknowledged.Count} events acknowledged; all arrived, {good.Taken.Values.Sum(times => times - 1)} of them once more than needed; {dead.Count} dead letters, all sent again");
    }

    private static async Task HookAsync(Client client, string name, HookReceiver receiver)
    {
        var login = new { ApiKeyAuthParameters = new { ApiKeyName = "x-key", ApiKeyValue = "secret" } };
        var connection = await client.Call("events", "CreateConnection", JsonSerializer.Serialize(new { Name = name, AuthorizationType = "API_KEY", AuthParameters = login }));
        receiver.Key = (await client.Call("slipway", "GetWebHookKey", $$"""{"connectionName":"{{name}}"}""")).GetProperty("signingKey").GetString()!;
        var destination = await client.Call(
            "events", "CreateApiDestination",
            $$"""{"Name":"{{name}}","ConnectionArn":"{{connection.GetProperty("ConnectionArn").GetString()}}","InvocationEndpoint":"{{receiver.Url}}","HttpMethod":"POST","InvocationRateLimitPerSecond":300}""");
        var put = await client.Call("events", "PutTargets", JsonSerializer.Serialize(new { Rule = "all", Targets = new[] { new { Id = name, Arn = destination.GetProperty("ApiDestinationArn").GetString() } } }));
        Assert.Equal(0, put.GetProperty("FailedEntryCount").GetInt32());
    }

    private async Task PublishAsync(Client client)
    {
        const string Entry = """{"Source":"my.app","DetailType":"t","Detail":"{}"}""";
        var answer = await client.Call("events", "PutEvents", $$"""{"Entries":[{{Entry}},{{Entry}}]}""");
        Assert.Equal(0, answer.GetProperty("FailedEntryCount").GetInt32());
        foreach (var entry in answer.GetProperty("Entries").EnumerateArray()) acknowledged.Add(entry.GetProperty("EventId").GetString()!);
        await Task.Delay(25);
    }

    private static async Task<List<(string Id, string EventId)>> DeadAsync(Client client)
    {
        List<(string, string)> letters = [];
        for (string? token = ""; token is not null;)
        {
            var page = await client.Call("slipway", "ListDeadLetters", token.Length == 0 ? """{"maxResults":100}""" : $$"""{"maxResults":100,"nextToken":"{{token}}"}""");
            letters.AddRange(page.GetProperty("deadLetters").EnumerateArray().Select(letter => (letter.GetProperty("deadLetterId").GetString()!, letter.GetProperty("eventId").GetString()!)));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }

        return letters;
    }

    private static async Task RedriveAsync(Client client, int some)
    {
        var ids = (await DeadAsync(client)).Take(some).Select(letter => letter.Id).ToList();
        if (ids.Count == 0) await Task.Delay(20);
        else await client.Call("slipway", "RedriveDeadLetters", JsonSerializer.Serialize(new { deadLetterIds = ids }));
    }

    private int Next(int limit)
    {
        lock (chance) return chance.Next(limit);
    }
}
