using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>What was acknowledged survives a SIGKILL at any moment; what was not leaves nothing visible.</summary>
public sealed partial class CrashTests
{
    private const int Kills = 50;
    private const int Clients = 4;

    private int deleted;

    [Fact]
    public async Task Fifty_kills_lose_nothing_that_was_acknowledged()
    {
        await using var server = new ServerProgram(("SLIPWAY_GC_PERIOD", "1s"), ("SLIPWAY_GC_GRACE", "1s"));
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("crash/test");
        var pushing = new PushingClients(client, "crash/test", grace: TimeSpan.FromSeconds(1), seed: 7);
        var chance = new Random(7);
        var collections = 0;

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var clients = pushing.RunAsync(Clients, stop.Token);
            // Every other server lives longer than the grace, with one collection after the other, and dies in one of them.
            var isCollecting = kill % 2 == 0;
            var collecting = isCollecting ? CollectUntilTheEndAsync(server) : Task.FromResult(false);
            await Task.Delay(isCollecting ? chance.Next(1100, 2000) : chance.Next(20, 700));
            await server.KillAsync();
            await stop.CancelAsync();
            await clients;
            if (await collecting) collections++;

            var verified = await server.CommandAsync("verify");
            Assert.True(verified.Code == 0, $"After kill {kill}:\n{verified.Output}\n{verified.Errors}");
            await server.StartAsync();
            await CheckAsync(client, pushing);
        }

        Assert.InRange(pushing.Pushes, Kills, int.MaxValue);
        Assert.InRange(deleted, 1, int.MaxValue);
        Assert.InRange(collections, 1, int.MaxValue);
        Assert.Equal(0, await server.StopAsync());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills, {collections} of them cut a collection off that was asked for, others deleted {deleted} blobs; {pushing.Pushes} pushes acknowledged, {pushing.Acknowledged.Count} images there, all whole");
    }

    /// <returns>true when a collection that was asked for did not come to its end.</returns>
    private async Task<bool> CollectUntilTheEndAsync(ServerProgram server)
    {
        var alive = server.WaitForExitAsync();
        while (!alive.IsCompleted)
        {
            var ended = await server.CommandAsync("gc");
            if (ended.Code != 0) return true;
            deleted += int.Parse(Deleted().Match(ended.Output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }

        return false;
    }

    private static async Task CheckAsync(Client client, PushingClients pushing)
    {
        await Parallel.ForEachAsync(
            pushing.Acknowledged,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (digest, _) => await client.PullAndCheck("crash/test", digest));
        foreach (var (tag, (digest, pending)) in pushing.Tags)
        {
            using var answer = await client.Send(HttpMethod.Head, $"/v2/crash/test/manifests/{tag}", null);
            var now = answer.StatusCode == HttpStatusCode.NotFound ? null : answer.Headers.GetValues("Docker-Content-Digest").Single();
            // A push that broke off may have been committed, or not; nothing else may have happened.
            Assert.True(now == digest || now == pending, $"{tag} is {now ?? "gone"}, not {digest ?? "gone"} or {pending}");
            pushing.Settle(tag, now);
        }
    }

    [GeneratedRegex("Deleted ([0-9]+) blobs")]
    private static partial Regex Deleted();
}
