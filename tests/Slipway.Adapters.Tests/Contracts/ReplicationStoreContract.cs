using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every queue of replication must do, whatever keeps it.</summary>
public abstract class ReplicationStoreContract : RegistryContract
{
    private static readonly ReplicationRoute Route = new(Home, Home with { Region = "eu-west-1" }), Other = new(Home, Home with { Region = "eu-west-2" });

    private static readonly string[] Names = ["one", "two", "three"];

    private static readonly ReplicationFailure Why = new("DestinationUnavailable", "It is away");

    private IReplicationStore Queue => Stores.Replication;

    [Fact]
    public async Task Only_the_oldest_of_a_tag_is_due_and_then_the_next()
    {
        await Add(1, Push("one", "v1"), Push("two", "v1"), Push("three", "v2"), Push("one", "v1", Other));
        var due = await Due();
        Assert.Equal(["one", "three"], due.Select(NameOf));
        await Finish(due[0], null);
        due = await Due();
        Assert.Equal(["two", "three"], due.Select(NameOf).OrderBy(name => name == "three"));
        await Empty();
    }

    [Fact]
    public async Task A_batch_that_comes_again_is_queued_once_even_when_its_tasks_are_done()
    {
        await Add(5, Push("one", "v1"));
        await Finish(Assert.Single(await Due()), null);
        await Queue.QueueAsync(new(6, [Step(5, Push("one", "v1")), Step(6, Push("two", "v1"))]), Start, Ct);
        Assert.Equal(["two"], (await Due()).Select(NameOf));
        await Empty();
    }

    [Fact]
    public async Task What_is_put_off_holds_up_its_own_lane_alone()
    {
        await Add(1, Push("one", "v1"), Push("two", "v1"), Push("three", "v2"));
        await Queue.PutOffAsync((await Due())[0], Start.AddMinutes(5), Why, ReplicationYield.None, Start, Ct);
        Assert.Equal(["three"], (await Due()).Select(NameOf));
        Assert.Equal(Start.AddMinutes(5), await Queue.FindNextDueAsync(Route, Start, Ct));
        var later = await Queue.ListDueAsync(Route, Start.AddMinutes(5), 10, Ct);
        Assert.Equal([("three", 0), ("one", 1)], later.Select(task => (NameOf(task), task.Attempts)));
        Assert.Null(await Queue.FindNextDueAsync(Route, Start.AddMinutes(5), Ct));
        await Empty();
    }

    [Fact]
    public async Task Routes_are_listed_while_anything_waits_for_them()
    {
        await Add(1, Push("one", "v1", Other), Push("one", "v1"), Push("two", "v1"));
        Assert.Equal([Route, Other], await Queue.ListRoutesAsync(Ct));
        await Empty();
        Assert.Empty(await Queue.ListRoutesAsync(Ct));
    }

    [Fact]
    public async Task An_image_is_in_progress_until_its_last_task_has_ended()
    {
        await Add(1, Push("one", "v1"), Push("one", "v2"), Push("one", "v1", Other));
        Assert.Equal([ReplicationStatus.InProgress, ReplicationStatus.InProgress], (await States("one")).Select(state => state.Status));
        foreach (var task in await Due()) await Finish(task, "AccessDenied");
        Assert.Equal([(Route, ReplicationStatus.Failed, "AccessDenied"), (Other, ReplicationStatus.InProgress, null)], (await States("one")).Select(Told));
        await Add(2, Push("one", "v1"));
        await Finish(Assert.Single(await Due()), null);
        Assert.Equal((Route, ReplicationStatus.Complete, null), Told((await States("one"))[0]));
        await Empty();
    }

    [Fact]
    public async Task What_came_of_an_image_that_is_gone_is_forgotten()
    {
        await Add(1, Push("one", "v1"));
        await Finish(Assert.Single(await Due()), null);
        await Queue.QueueAsync(new(2, [new(2, 1, DigestOf("one"), null)]), Start, Ct);
        Assert.Empty(await States("one"));
    }

    [Fact]
    public async Task A_copy_is_known_for_some_days_after_its_image_has_gone()
    {
        Assert.Null(await Copy("one"));
        await Add(1, Push("one", "v1"));
        ReplicationCopy[] copies = [new(DigestOf("one"), Start.AddSeconds(7), Start), new(DigestOf("two"), null, Start)];
        await Queue.FinishAsync(Assert.Single(await Due()), new(new(Route, ReplicationStatus.Complete, null), new(copies, [Push("three", "v3")]), null), Start, Ct);
        Assert.Equal(copies[0], await Copy("one"));
        Assert.Equal(copies[1], await Copy("two"));
        Assert.Equal(["three"], (await Due()).Select(NameOf));
        await Finish((await Due())[0], null);
        // A later attempt that failed has not taken it away again.
        await Add(2, Push("one", "v2"));
        await Finish(Assert.Single(await Due()), "AccessDenied");
        Assert.Equal(Start.AddSeconds(7), (await Copy("one"))!.PushedAt);
        await Queue.QueueAsync(new(3, [new(3, 1, DigestOf("one"), null)]), Start, Ct);
        Assert.Equal(Start.AddSeconds(7), (await Copy("one"))!.PushedAt);
        await Queue.QueueAsync(new(4, [new(4, 1, DigestOf("three"), null)]), Start.AddDays(5), Ct);
        Assert.Null(await Copy("one"));
        await Add(5, Push("one", "v1"));
        await Finish(Assert.Single(await Due()), "AccessDenied");
        Assert.Null(await Copy("one"));
        await Empty();
    }

    [Fact]
    public async Task What_was_there_before_is_no_copy_unless_it_is_known_for_one()
    {
        foreach (var (change, before, after) in new (long, bool, ReplicationCopy?)[] { (1, true, null), (2, false, new(DigestOf("one"), Start.AddSeconds(7), Start)), (3, true, new(DigestOf("one"), Start.AddSeconds(7), Start)) })
        {
            await Add(change, Push("one", "v1"));
            ReplicationCopy copy = new(DigestOf("one"), Start.AddSeconds(change is 3 ? 9 : 7), Start) { WasThere = before };
            await Queue.FinishAsync(Assert.Single(await Due()), new(new(Route, ReplicationStatus.Complete, null), new([copy], []), null), Start, Ct);
            Assert.Equal(after, await Copy("one"));
            Assert.Equal([(Route, ReplicationStatus.Complete, null)], (await States("one")).Select(Told));
        }

        await Add(4, Push("two", "v1"));
        await Finish(Assert.Single(await Due()), "AccessDenied");
        await Add(5, Push("two", "v1"));
        await Queue.FinishAsync(Assert.Single(await Due()), new(new(Route, ReplicationStatus.Complete, null), new([new(DigestOf("two"), null, Start) { WasThere = true }], []), null), Start, Ct);
        Assert.Null(await Copy("two"));
        await Empty();
    }

    [Fact]
    public async Task A_backfill_that_is_stopped_takes_what_waits_with_it()
    {
        var backfills = Stores.Backfills;
        Assert.True(await backfills.TryAddAsync(new(0, "stopped", Route, BackfillPosition.Start, 0, 0, 0, Start, null), Ct));
        var id = (await backfills.FindAsync("stopped", Ct))!.Id;
        await backfills.AdvanceAsync(id, [Push("one", "v1") with { BackfillId = id }, Push("two", "v2") with { BackfillId = id }], BackfillPosition.Behind(Name("team/a")), Start, Ct);
        await Add(1, Push("three", "v1"));
        var underWay = (await Due())[0];
        await backfills.StopAsync(id, Start.AddMinutes(1), Ct);
        // What its tasks held up goes on; what the search finds by then is nothing any more.
        Assert.Equal(["three"], (await Due()).Select(NameOf));
        await backfills.AdvanceAsync(id, [Push("two", "v2") with { BackfillId = id }], BackfillPosition.Behind(Name("team/b")), Start, Ct);
        Assert.Null(await backfills.FindSearchingAsync(Ct));
        await Finish(underWay, null);
        Assert.Equal(ReplicationStatus.Complete, Assert.Single(await States("one")).Status);
        var stopped = (await backfills.FindAsync("stopped", Ct))!;
        Assert.Equal((true, 2, 0, 0, Start.AddMinutes(1)), (stopped.IsStopped, stopped.Queued, stopped.Completed, stopped.Pending, stopped.EndedAt));
        Assert.True(await backfills.TryAddAsync(new(0, "next", Route, null, 0, 0, 0, Start, null), Ct));
        await backfills.StopAsync((await backfills.FindAsync("next", Ct))!.Id, Start, Ct);
        await Empty();
    }

    [Fact]
    public async Task What_is_put_off_says_why()
    {
        await Add(1, Push("one", "v1"));
        await Queue.PutOffAsync((await Due())[0], Start.AddMinutes(5), Why, ReplicationYield.None, Start, Ct);
        var state = Assert.Single(await States("one"));
        Assert.Equal((ReplicationStatus.InProgress, null, Why, 1, Start.AddMinutes(5)), (state.Status, state.FailureCode, state.Failure, state.Attempts, state.NextAttemptAt));
        await Empty();
    }

    [Fact]
    public async Task The_journal_tells_of_an_end_in_its_transaction_and_once()
    {
        await Journal.ReadAsync("listener", 10, Ct);
        await Add(1, Push("one", "v1"));
        var task = Assert.Single(await Due());
        var change = new RegistryChange(
            0, Route.Destination, 7, Name("team/web"), RegistryAction.ImageReplicated, ChangeOrigin.Replication, DigestOf("one"), Tag("v1"), ImageKind.Unknown, "{}", Start);
        for (var i = 0; i < 2; i++) await Queue.FinishAsync(task, new(null, ReplicationYield.None, change), Start, Ct);
        Assert.Single(await Journal.ReadAsync("listener", 10, Ct));
    }

    [Fact]
    public async Task Settings_wait_once_behind_those_that_may_be_under_way()
    {
        var settings = NewReplicationTask.OfSettings(Route, 1, Name("team/web"));
        for (var i = 0; i < 5; i++) await Queue.AddAsync([settings], Start, Ct);
        Assert.Equal(ReplicationStatus.InProgress, Assert.Single(await Queue.ListSettingsStatesAsync(1, Ct)).Status);
        var ended = 0;
        while (await Due() is { Count: > 0 } due)
        {
            Assert.Equal(settings, due[0].What);
            await Finish(due[0], null);
            ended++;
        }

        Assert.Equal(2, ended);
        Assert.Equal((Route, ReplicationStatus.Complete, null), Told(Assert.Single(await Queue.ListSettingsStatesAsync(1, Ct))));
        await Queue.ForgetSettingsAsync(1, Route, Ct);
        Assert.Empty(await Queue.ListSettingsStatesAsync(1, Ct));
    }

    /// <summary>Whatever is put off, done and queued in whatever order: each lane ends in the order in which it was queued.</summary>
    [Fact]
    public async Task Every_lane_ends_in_its_order()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var chance = new Random(seed);
            var now = Start;
            List<string> ended = [];
            Dictionary<string, List<string>> queued = [];
            var change = 1000L * (seed + 1);
            for (var step = 0; step < 60; step++)
            {
                if (step < 40)
                {
                    var (tag, route) = ($"tag{chance.Next(3)}", chance.Next(2) == 0 ? Route : Other);
                    var name = $"{seed}-{step}";
                    await Queue.QueueAsync(new(++change, [Step(change, Push(name, tag, route))]), now, Ct);
                    (queued.TryGetValue($"{route} {tag}", out var lane) ? lane : queued[$"{route} {tag}"] = []).Add(DigestOf(name).ToString());
                }

                foreach (var route in new[] { Route, Other })
                {
                    var due = await Queue.ListDueAsync(route, now, 10, Ct);
                    if (due.Count == 0) continue;
                    var task = due[chance.Next(due.Count)];
                    if (chance.Next(3) == 0) await Queue.PutOffAsync(task, now.AddSeconds(chance.Next(5)), Why, ReplicationYield.None, now, Ct);
                    else
                    {
                        await Queue.FinishAsync(task, new(null, ReplicationYield.None, null), now, Ct);
                        ended.Add($"{route} {task.What.Tag} {task.What.Digest}");
                    }
                }

                now = now.AddSeconds(1);
            }

            now = now.AddHours(1);
            foreach (var route in new[] { Route, Other })
            {
                while (await Queue.ListDueAsync(route, now, 10, Ct) is { Count: > 0 } due)
                {
                    await Queue.FinishAsync(due[^1], new(null, ReplicationYield.None, null), now, Ct);
                    ended.Add($"{route} {due[^1].What.Tag} {due[^1].What.Digest}");
                }
            }

            foreach (var (lane, digests) in queued)
                Assert.Equal(digests, ended.Where(end => end.StartsWith(lane + " ", StringComparison.Ordinal)).Select(end => end[(lane.Length + 1)..]));
        }
    }

    private static NewReplicationTask Push(string image, string tag) => Push(image, tag, Route);

    private static NewReplicationTask Push(string image, string tag, ReplicationRoute route) =>
        new(route, 1, Name("team/web"), DigestOf(image), Tag(tag), ReplicationAction.Push, null);

    private static ReplicationStep Step(long change, NewReplicationTask task) => new(change, task.RepositoryId, task.Digest, task);

    private static (ReplicationRoute, ReplicationStatus, string?) Told(ReplicationState state) => (state.Route, state.Status, state.FailureCode);

    private static string NameOf(ReplicationTask task) => Names.Single(name => DigestOf(name) == task.What.Digest);

    private Task Add(long change, params NewReplicationTask[] tasks) => Queue.QueueAsync(new(change, [.. tasks.Select(task => Step(change, task))]), Start, Ct).AsTask();

    private async Task<IReadOnlyList<ReplicationTask>> Due() => await Queue.ListDueAsync(Route, Start, 10, Ct);

    private Task Finish(ReplicationTask task, string? code) => Queue.FinishAsync(
        task, new(new(task.What.Route, code is null ? ReplicationStatus.Complete : ReplicationStatus.Failed, code), ReplicationYield.None, null), Start, Ct).AsTask();

    private async Task<IReadOnlyList<ReplicationState>> States(string image) => await Queue.ListStatesAsync(1, DigestOf(image), Ct);

    private async Task<ReplicationCopy?> Copy(string image) => await Queue.FindCopyAsync(1, DigestOf(image), Route, Ct);

    // Every case ends with nothing left behind.
    private async Task Empty()
    {
        foreach (var route in await Queue.ListRoutesAsync(Ct))
        {
            while (await Queue.ListDueAsync(route, Start.AddYears(1), 10, Ct) is { Count: > 0 } due) await Queue.FinishAsync(due[0], new(null, ReplicationYield.None, null), Start, Ct);
        }

        await Queue.QueueAsync(new(1_000_000, [.. Names.Select(image => new ReplicationStep(1_000_000, 1, DigestOf(image), null))]), Start, Ct);
        await Queue.QueueAsync(new(1_000_001, [new(1_000_001, 1, DigestOf("none"), null)]), Start.AddYears(1), Ct);
    }
}
