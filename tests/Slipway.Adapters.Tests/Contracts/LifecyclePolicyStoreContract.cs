using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of lifecycle policies must do.</summary>
public abstract class LifecyclePolicyStoreContract : RegistryContract
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_policy_is_kept_as_it_is_and_replaced_whole()
    {
        var id = await AddRepository("team/web");
        Assert.Null(await LifecyclePolicies.FindAsync(id, Ct));
        Assert.True(await LifecyclePolicies.PutAsync(id, " one \n", Start, Ct));
        Assert.True(await LifecyclePolicies.PutAsync(id, "two", Start, Ct));
        Assert.Equal(new StoredLifecyclePolicy("two", null), await LifecyclePolicies.FindAsync(id, Ct));
        Assert.Equal(new StoredLifecyclePolicy("two", null), await LifecyclePolicies.DeleteAsync(id, Ct));
        Assert.Null(await LifecyclePolicies.DeleteAsync(id, Ct));
    }

    [Fact]
    public async Task A_repository_that_is_deleted_has_none_and_takes_none()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "text", Start, Ct);
        await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct);
        Assert.Null(await LifecyclePolicies.FindAsync(id, Ct));
        Assert.Empty(await Due(Start));
        Assert.False(await LifecyclePolicies.PutAsync(id, "text", Start, Ct));
        Assert.Null(await LifecyclePolicies.DeleteAsync(id, Ct));
    }

    [Fact]
    public async Task A_policy_is_due_at_once_and_then_when_its_run_says()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "text", Start, Ct);
        var due = Assert.Single(await Due(Start));
        Assert.Equal(("team/web", "text", null), (due.Repository.Name.ToString(), due.Text, due.EvaluatedAt));
        Assert.True(await LifecyclePolicies.BeginRunAsync(due.PolicyId, Ct));
        await LifecyclePolicies.RecordRunAsync(new(due.PolicyId, Start, Start, Start + (24 * Hour)), Ct);
        Assert.Empty(await Due(Start + (23 * Hour)));
        Assert.Equal(Start, Assert.Single(await Due(Start + (24 * Hour))).EvaluatedAt);
    }

    [Fact]
    public async Task A_change_makes_it_due_no_earlier_than_its_run_allows()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "text", Start, Ct);
        await RunAt(Start, earliest: Start + Hour);
        await LifecyclePolicies.NoteChangesAsync([id, id + 1], Start, Ct);
        Assert.Empty(await Due(Start + Hour - TimeSpan.FromMilliseconds(1)));
        await RunAt(Start + Hour, earliest: Start + Hour);
        await LifecyclePolicies.NoteChangesAsync([id], Start + (2 * Hour), Ct);
        Assert.Single(await Due(Start + (2 * Hour)));
    }

    [Fact]
    public async Task What_changes_during_a_run_has_it_run_again_and_what_changed_before_does_not()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "text", Start, Ct);
        await LifecyclePolicies.NoteChangesAsync([id], Start, Ct);
        var due = Assert.Single(await Due(Start));
        await LifecyclePolicies.BeginRunAsync(due.PolicyId, Ct);
        await LifecyclePolicies.NoteChangesAsync([id], Start, Ct);
        await LifecyclePolicies.RecordRunAsync(new(due.PolicyId, Start, Start + Hour, Start + (24 * Hour)), Ct);
        Assert.Empty(await Due(Start));
        await RunAt(Start + Hour, earliest: Start + (2 * Hour));
        Assert.Empty(await Due(Start + (3 * Hour)));
    }

    [Fact]
    public async Task A_run_that_is_never_recorded_begins_again()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "text", Start, Ct);
        await LifecyclePolicies.BeginRunAsync(Assert.Single(await Due(Start)).PolicyId, Ct);
        Assert.Single(await Due(Start));
    }

    [Fact]
    public async Task A_run_under_a_policy_that_was_replaced_counts_for_nothing()
    {
        var id = await AddRepository("team/web");
        await LifecyclePolicies.PutAsync(id, "old", Start, Ct);
        var old = Assert.Single(await Due(Start));
        await LifecyclePolicies.PutAsync(id, "new", Start, Ct);
        Assert.False(await LifecyclePolicies.BeginRunAsync(old.PolicyId, Ct));
        await LifecyclePolicies.RecordRunAsync(new(old.PolicyId, Start, Start, Start + Hour), Ct);
        Assert.Equal(("new", null), (Assert.Single(await Due(Start)).Text, (await LifecyclePolicies.FindAsync(id, Ct))!.EvaluatedAt));
    }

    [Fact]
    public async Task Who_has_waited_longest_comes_first()
    {
        foreach (var (name, at) in new[] { ("b", 2), ("c", 1), ("a", 3) })
            await LifecyclePolicies.PutAsync(await AddRepository(name + name), "text", Start + (at * Hour), Ct);
        Assert.Equal(["cc", "bb"], (await LifecyclePolicies.ListDueAsync(Start + (9 * Hour), 2, Ct)).Select(due => due.Repository.Name.ToString()));
    }

    private async Task RunAt(DateTimeOffset at, DateTimeOffset earliest)
    {
        var due = Assert.Single(await Due(at));
        Assert.True(await LifecyclePolicies.BeginRunAsync(due.PolicyId, Ct));
        await LifecyclePolicies.RecordRunAsync(new(due.PolicyId, at, earliest, at + (24 * Hour)), Ct);
    }

    private ValueTask<IReadOnlyList<DueLifecyclePolicy>> Due(DateTimeOffset now) => LifecyclePolicies.ListDueAsync(now, 10, Ct);
}
