using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of access keys must do.</summary>
public abstract class AccessKeyStoreContract
{
    private protected abstract IAccessKeyStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Writes down that a key has signed something.</summary>
    private protected abstract ValueTask UseAsync(string accessKeyId, DateTimeOffset at, string region, string service);

    [Fact]
    public async Task Keys_are_listed_as_they_were_added_and_only_their_users()
    {
        var (alice, bob) = (await AddUserAsync("alice"), await AddUserAsync("bob"));
        foreach (var (id, day) in (List<(string, int)>)[("AKIA2", 0), ("AKIA1", 1), ("AKIA4", 1), ("AKIA3", 2)])
            Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key(id, alice) with { CreatedAt = Then.AddDays(day) }, Plenty, Ct));
        Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key("AKIA5", bob), Plenty, Ct));

        var first = await Store.ListAsync(alice.Id, null, 2, Ct);
        var last = await Store.ListAsync(alice.Id, KeyPlace.Parse($"{KeyPlace.Of(first.Items[^1])}"), 2, Ct);

        Assert.Equal(["AKIA2", "AKIA1"], first.Items.Select(key => key.Id));
        Assert.True(first.HasMore);
        Assert.Equal(["AKIA4", "AKIA3"], last.Items.Select(key => key.Id));
        Assert.False(last.HasMore);
        Assert.Equal(Key("AKIA2", alice) with { SealedSecret = default }, first.Items[0] with { SealedSecret = default });
        Assert.Equal([1, 2, 3], first.Items[0].SealedSecret.ToArray());
    }

    [Fact]
    public async Task A_user_has_only_so_many_keys()
    {
        var alice = await AddUserAsync("alice");
        Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key("AKIA1", alice), 2, Ct));
        Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key("AKIA2", alice) with { IsActive = false, IsInitial = true }, 2, Ct));
        Assert.Equal(KeyAddition.QuotaExceeded, await Store.AddAsync(Key("AKIA3", alice), 2, Ct));
        Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key("AKIA3", await AddUserAsync("bob")), 2, Ct));
    }

    [Fact]
    public async Task Of_many_at_once_no_more_are_added_than_may_be()
    {
        var alice = await AddUserAsync("alice");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Store.AddAsync(Key($"AKIA{i}", alice), 2, Ct).AsTask()));
        Assert.Equal(2, outcomes.Count(outcome => outcome is KeyAddition.Added));
    }

    [Fact]
    public async Task A_key_id_belongs_to_one_user_who_is_there()
    {
        var (alice, bob) = (await AddUserAsync("alice"), await AddUserAsync("bob"));
        Assert.Equal(KeyAddition.Added, await Store.AddAsync(Key("AKIA1", alice), Plenty, Ct));
        Assert.Equal(KeyAddition.IdTaken, await Store.AddAsync(Key("AKIA1", bob), Plenty, Ct));
        Assert.Equal(KeyAddition.NoSuchUser, await Store.AddAsync(Key("AKIA2", User("nobody")), Plenty, Ct));
        Assert.Empty((await Store.ListAsync(bob.Id, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task A_key_is_switched_and_deleted_by_its_own_user_alone()
    {
        var (alice, bob) = (await AddUserAsync("alice"), await AddUserAsync("bob"));
        await Store.AddAsync(Key("AKIA1", alice), Plenty, Ct);

        Assert.False(await Store.SetStatusAsync(bob.Id, "AKIA1", isActive: false, Ct));
        Assert.False(await Store.SetStatusAsync(alice.Id, "akia1", isActive: false, Ct));
        Assert.True(await IsActive());
        Assert.True(await Store.SetStatusAsync(alice.Id, "AKIA1", isActive: false, Ct));
        Assert.False(await IsActive());
        Assert.True(await Store.SetStatusAsync(alice.Id, "AKIA1", isActive: true, Ct));
        Assert.True(await IsActive());

        Assert.False(await Store.DeleteAsync(bob.Id, "AKIA1", Ct));
        Assert.True(await Store.DeleteAsync(alice.Id, "AKIA1", Ct));
        Assert.False(await Store.DeleteAsync(alice.Id, "AKIA1", Ct));
        Assert.Empty((await Store.ListAsync(alice.Id, null, 9, Ct)).Items);

        async Task<bool> IsActive() => (await Store.ListAsync(alice.Id, null, 9, Ct)).Items.Single().IsActive;
    }

    [Fact]
    public async Task A_key_knows_when_it_was_used_last_within_its_account()
    {
        await Store.AddAsync(Key("AKIA1", await AddUserAsync("alice")), Plenty, Ct);
        Assert.Equal(new KeyUse("alice", null), await Store.FindUseAsync(Account, "AKIA1", Ct));
        await UseAsync("AKIA1", Then.AddDays(1), "eu-west-1", "ecr");
        Assert.Equal(new KeyUse("alice", (Then.AddDays(1), "eu-west-1", "ecr")), await Store.FindUseAsync(Account, "AKIA1", Ct));
        Assert.Null(await Store.FindUseAsync(OtherAccount, "AKIA1", Ct));
        Assert.Null(await Store.FindUseAsync(Account, "akia1", Ct));
    }

    private async Task<User> AddUserAsync(string name)
    {
        var user = User(name);
        await Users.AddAsync(user, Plenty, Ct);
        return user;
    }
}
