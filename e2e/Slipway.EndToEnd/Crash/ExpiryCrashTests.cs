using System.Collections.Concurrent;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>
/// Secrets, keys and images are deleted, and go for good when their waiting period is over, while the server is killed:
/// exactly those that are due, each of them wholly; all others come back whole.
/// </summary>
public sealed class ExpiryCrashTests
{
    private const int Secrets = 250, Keys = 250, Images = 1600, Deleters = 6, KillsOfDeleters = 2, KillsOfPurges = 2;

    private readonly Random chance = new(41);

    [Fact]
    public async Task Kills_take_exactly_what_is_due_and_leave_the_rest_whole()
    {
        Tool.Require("python3");
        await using var server = new ServerProgram();
        await server.StartAsync();
        using var client = new Client(server.Url);
        Doomed[] all = [new DoomedSecrets(client), new DoomedKeys(client), new DoomedImages(client)];
        foreach (var (kind, count) in all.Zip([Secrets, Keys, Images])) await kind.MakeAsync(count);

        var killing = new Killing(server);
        await DeleteAllAsync(killing, all);
        await server.StopAsync();
        foreach (var kind in all) await kind.AgeAsync(server);
        await server.StartAsync();

        var inTheWork = 0;
        for (var kill = 0; kill < KillsOfPurges; kill++)
        {
            var isUnderWay = false;
            await killing.UnderAsync(clients: 0, _ => Task.CompletedTask, async () =>
            {
                isUnderWay = await IsPurgingAsync(server);
                await Task.Delay(chance.Next(0, 20));
            });
            var left = await CheckAsync(all);
            if (isUnderWay && left > 0) inTheWork++;
            if (left == 0) break;
        }

        foreach (var kind in all)
        {
            await Killing.UntilAsync(async () => !(await kind.ListAsync()).Overlaps(kind.Due), pauseInMilliseconds: 100);
            await Parallel.ForEachAsync(kind.Due, async (name, _) => await kind.IsGoneAsync(name));
            await Parallel.ForEachAsync(kind.Names.Except(kind.Due), async (name, _) => await kind.RestoreAsync(name));
        }

        Assert.Equal(0, await server.StopAsync());
        await killing.VerifyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{killing.Kills} kills, {inTheWork} of them in the middle of purges; {all.Sum(kind => kind.Due.Count)} things are gone, {all.Sum(kind => kind.Names.Count - kind.Due.Count)} came back whole");
        Assert.InRange(inTheWork, 1, KillsOfPurges);
    }

    /// <summary>Deletions are killed too: what was cut off is asked for again, and everything is there and deleted in the end.</summary>
    private async Task DeleteAllAsync(Killing killing, Doomed[] all)
    {
        (Doomed Kind, string Name, bool IsAgain)[] mixed = [.. all.SelectMany(kind => kind.Names.Select(name => (kind, name, false)))];
        chance.Shuffle(mixed);
        var waiting = new ConcurrentQueue<(Doomed Kind, string Name, bool IsAgain)>(mixed);
        var underWay = new (Doomed Kind, string Name, bool IsAgain)?[Deleters];

        async Task DeleteNextAsync(int number)
        {
            if (!waiting.TryDequeue(out var next))
            {
                await Task.Delay(5);
                return;
            }

            underWay[number] = next;
            await next.Kind.DeleteAsync(next.Name, next.IsAgain);
            underWay[number] = null;
        }

        for (var kill = 0; kill < KillsOfDeleters; kill++)
        {
            await killing.UnderAsync(Deleters, DeleteNextAsync, () => Task.Delay(chance.Next(50, 250)));
            foreach (var cut in underWay) if (cut is { } again) waiting.Enqueue(again with { IsAgain = true });
            Array.Clear(underWay);
        }

        await Task.WhenAll(Enumerable.Range(0, Deleters).Select(async number =>
        {
            while (!waiting.IsEmpty) await DeleteNextAsync(number);
        }));
        foreach (var kind in all) Assert.Superset(kind.Names.ToHashSet(), await kind.ListAsync());
    }

    /// <summary>What is not due is listed, and so is what can be saved of what is; what is not listed is gone in every other way.</summary>
    /// <returns>How many of those that are due are left.</returns>
    private static async Task<int> CheckAsync(Doomed[] all)
    {
        var left = 0;
        foreach (var kind in all)
        {
            var listed = await kind.ListAsync();
            Assert.Superset(kind.Names.Except(kind.Due).ToHashSet(), listed);
            foreach (var saved in kind.CanBeSaved ? kind.Due.Intersect(listed).Take(2).ToList() : [])
            {
                await kind.RestoreAsync(saved);
                await kind.DeleteAsync(saved, isAgain: false);
                kind.Due.Remove(saved);
            }

            foreach (var gone in kind.Due.Except(listed).Take(10)) await kind.IsGoneAsync(gone);
            left += kind.Due.Count(listed.Contains);
        }

        return left;
    }

    /// <summary>Nobody else writes then, so the first write is that of the purges, whose first pass comes seconds after the start.</summary>
    /// <returns>false when there was none in the time in which they should have come.</returns>
    private static async Task<bool> IsPurgingAsync(ServerProgram server)
    {
        await Task.Delay(1500);
        var log = new FileInfo(Path.Combine(server.DataFolder, "slipway.db-wal"));
        var before = log.LastWriteTimeUtc;
        for (var tries = 0; tries < 5000; tries++)
        {
            log.Refresh();
            if (log.LastWriteTimeUtc != before) return true;
            await Task.Delay(1);
        }

        return false;
    }
}
