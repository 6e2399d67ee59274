using Slipway.Identity.Policies;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of inline policies must do.</summary>
public abstract class InlinePolicyStoreContract(PolicyStores stores) : PolicyContract(stores)
{
    [Fact]
    public async Task A_policy_is_found_by_its_principal_and_its_exact_name()
    {
        var (alice, bob) = (await AddUser("alice"), await AddUser("bob"));
        await Put(alice, "Push", "  as it was given\n");

        Assert.Equal(new("Push", "  as it was given\n"), await Inline.FindAsync(alice, "Push", Ct));
        Assert.Null(await Inline.FindAsync(alice, "push", Ct));
        Assert.Null(await Inline.FindAsync(bob, "Push", Ct));
    }

    [Fact]
    public async Task Users_groups_and_roles_have_policies_and_nobody_else()
    {
        Assert.True(await Put(await AddUser("alice"), "a", "x"));
        Assert.True(await Put(await AddGroup("staff", "/"), "a", "x"));
        Assert.True(await Put(await AddRole("ci", null), "a", "x"));
        Assert.False(await Put("AIDAnobody", "a", "x"));
        Assert.Null(await Inline.FindAsync("AIDAnobody", "a", Ct));
    }

    [Fact]
    public async Task A_policy_takes_the_place_of_one_of_its_name()
    {
        var alice = await AddUser("alice");
        await Put(alice, "Push", "first");
        await Put(alice, "Push", "second");
        Assert.Equal("second", (await Inline.FindAsync(alice, "Push", Ct))!.Document);
    }

    [Fact]
    public async Task What_would_be_is_checked_before_it_is()
    {
        var alice = await AddUser("alice");
        await Put(alice, "a", "first");
        await Put(alice, "b", "first");
        IReadOnlyList<InlinePolicy> seen = [];

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Inline.PutAsync(
            alice,
            new("a", "second"),
            all =>
            {
                seen = all;
                throw new InvalidOperationException();
            },
            Ct));

        Assert.Equal([("a", "second"), ("b", "first")], seen.Select(policy => (policy.Name, policy.Document)).Order());
        Assert.Equal("first", (await Inline.FindAsync(alice, "a", Ct))!.Document);
    }

    [Fact]
    public async Task Names_are_listed_page_by_page()
    {
        var alice = await AddUser("alice");
        foreach (var name in new[] { "c", "a", "b" }) await Put(alice, name, "x");
        await Put(await AddUser("bob"), "d", "x");

        var first = await Inline.ListNamesAsync(alice, "", 2, Ct);
        Assert.Equal(["a", "b"], first.Items);
        Assert.True(first.HasMore);
        var second = await Inline.ListNamesAsync(alice, "b", 2, Ct);
        Assert.Equal(["c"], second.Items);
        Assert.False(second.HasMore);
    }

    [Fact]
    public async Task A_policy_is_deleted_once()
    {
        var alice = await AddUser("alice");
        await Put(alice, "a", "x");
        Assert.True(await Inline.DeleteAsync(alice, "a", Ct));
        Assert.False(await Inline.DeleteAsync(alice, "a", Ct));
        Assert.Null(await Inline.FindAsync(alice, "a", Ct));
    }

    private async Task<bool> Put(string principal, string name, string document) => await Inline.PutAsync(principal, new(name, document), _ => { }, Ct);
}
