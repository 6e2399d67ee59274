using Slipway.Registry.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of repositories' policies must do.</summary>
public abstract class RepositoryPolicyStoreContract : RegistryContract
{
    private static readonly AccessPolicy First = new("""{"a":"é"}""", """{"a":"é"}"""), Second = new("names", "ids");

    private IRepositoryPolicyStore Policies => Stores.RepositoryPolicies;

    [Fact]
    public async Task A_policy_is_kept_replaced_and_deleted()
    {
        var (web, api) = (await AddRepository("team/web"), await AddRepository("team/api"));
        Assert.Null(await Policies.FindAsync(web, Ct));
        Assert.Null(await Policies.DeleteAsync(web, Ct));
        Assert.True(await Policies.PutAsync(web, First, Start, Ct));
        Assert.Equal(First, await Policies.FindAsync(web, Ct));
        Assert.True(await Policies.PutAsync(web, Second, Start, Ct));
        Assert.Equal(Second, await Policies.FindAsync(web, Ct));
        Assert.Null(await Policies.FindAsync(api, Ct));
        Assert.Equal(Second, await Policies.DeleteAsync(web, Ct));
        Assert.Null(await Policies.FindAsync(web, Ct));
    }

    [Fact]
    public async Task A_repository_that_comes_later_has_no_policy_of_an_earlier_one()
    {
        var earlier = await AddRepository("team/web");
        Assert.True(await Policies.PutAsync(earlier, First, Start, Ct));
        await Repositories.DeleteAsync(Home, Name("team/web"), force: false, Ct);
        Assert.False(await Policies.PutAsync(earlier, Second, Start, Ct));
        Assert.False(await Policies.PutAsync(4711, Second, Start, Ct));
        Assert.Null(await Policies.FindAsync(await AddRepository("team/web"), Ct));
    }

    [Fact]
    public async Task No_decision_from_before_a_change_is_remembered_after_it()
    {
        var web = await AddRepository("team/web");
        await Forgets(() => Policies.PutAsync(web, First, Start, Ct).AsTask());
        await Forgets(() => Policies.DeleteAsync(web, Ct).AsTask());
        await Forgets(() => Policies.PutAsync(web, First, Start, Ct).AsTask());
        await Forgets(() => Repositories.DeleteAsync(Home, Name("team/web"), force: false, Ct).AsTask());
    }

    [Fact]
    public async Task The_deletion_of_a_repository_without_a_policy_has_nothing_forgotten()
    {
        await AddRepository("team/web");
        var before = Stores.Generation();
        await Repositories.DeleteAsync(Home, Name("team/web"), force: false, Ct);
        Assert.Same(before, Stores.Generation());
    }

    private async Task Forgets(Func<Task> change)
    {
        var before = Stores.Generation();
        await change();
        Assert.NotSame(before, Stores.Generation());
    }
}
