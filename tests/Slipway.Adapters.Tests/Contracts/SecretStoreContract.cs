using Slipway.Kernel;
using Slipway.SecretsManager;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of secrets must do.</summary>
public abstract class SecretStoreContract
{
    private static readonly SecretScope Home = new("000000000000", "us-east-1");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected abstract ISecretStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_comes_back_as_it_was_added()
    {
        var secret = Secret("a") with { Description = "d", KmsKeyId = "k", Tags = new([KeyValuePair.Create("x", "y")]), AccessedAt = Start, Versions = [Version("v1", "one", "two")] };
        Assert.True(await Store.TryAddAsync(secret, Ct));
        Assert.False(await Store.TryAddAsync(secret, Ct));
        var found = await Store.FindAsync(Home, "a", Ct);
        Assert.Equal(secret with { Id = found!.Id, Versions = found.Versions }, found);
        var version = Assert.Single(found.Versions);
        Assert.Equal(("v1", Start, null), (version.Id, version.CreatedAt, version.AccessedAt));
        Assert.Equal(["one", "two"], version.Stages);
        Assert.Equal([1], version.Fingerprint);
        Assert.Null(version.Sealed);
        Assert.Equal([2], await Store.ReadValueAsync(found.Id, "v1", Ct));
        Assert.Null(await Store.ReadValueAsync(found.Id, "v2", Ct));
        Assert.Null(await Store.FindAsync(Home with { Region = "eu-west-1" }, "a", Ct));
        Assert.Null(await Store.FindAsync(Home with { Account = "111111111111" }, "a", Ct));
    }

    [Fact]
    public async Task A_change_adds_changes_and_destroys_versions_or_does_nothing()
    {
        await Store.TryAddAsync(Secret("a") with { Versions = [Version("v1", "one"), Version("v2", "two")] }, Ct);
        var id = (await Store.FindAsync(Home, "a", Ct))!.Id;
        await Store.ChangeAsync(Home, "a", found => found with { Versions = [found.Version("v2")! with { Stages = ["both"], AccessedAt = Start }, Version("v3", "three")], PurgeAt = Start }, Ct);
        var changed = await Store.FindAsync(Home, "a", Ct);
        Assert.Equal(["v2", "v3"], changed!.Versions.Select(version => version.Id).Order(StringComparer.Ordinal));
        Assert.Equal(("both", Start), (changed.Version("v2")!.Stages[0], changed.Version("v2")!.AccessedAt));
        Assert.Equal(Start, changed.PurgeAt);
        Assert.Null(await Store.ReadValueAsync(id, "v1", Ct));
        Assert.Equal([2], await Store.ReadValueAsync(id, "v2", Ct));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.ChangeAsync(Home, "a", _ => throw new InvalidOperationException(), Ct));
        Assert.Null(await Store.ChangeAsync(Home, "b", found => found, Ct));
        Assert.Equal(2, (await Store.FindAsync(Home, "a", Ct))!.Versions.Count);
    }

    [Fact]
    public async Task What_is_deleted_or_due_goes_with_its_values()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Store.TryAddAsync(Secret(name) with { Versions = [Version("v1", "one")] }, Ct);
        var a = (await Store.FindAsync(Home, "a", Ct))!.Id;
        Assert.Equal("a", (await Store.DeleteAsync(Home, "a", Ct))!.Name);
        Assert.Null(await Store.DeleteAsync(Home, "a", Ct));
        Assert.Null(await Store.ReadValueAsync(a, "v1", Ct));
        await Store.ChangeAsync(Home, "b", found => found with { PurgeAt = Start.AddDays(7) }, Ct);
        Assert.Empty(await Store.PurgeAsync(Start.AddDays(7).AddTicks(-10_000), 10, Ct));
        Assert.Equal("b", Assert.Single(await Store.PurgeAsync(Start.AddDays(7), 10, Ct)).Name);
        Assert.Null(await Store.FindAsync(Home, "b", Ct));
        Assert.NotNull(await Store.FindAsync(Home, "c", Ct));
    }

    [Fact]
    public async Task Listings_go_on_where_they_ended_in_every_order()
    {
        foreach (var (name, day) in new[] { ("a", 2), ("b", 1), ("c", 2), ("d", 0) })
        {
            var at = Start.AddDays(day);
            await Store.TryAddAsync(Secret(name) with { CreatedAt = at, ChangedAt = at, AccessedAt = day == 0 ? null : at }, Ct);
        }

        await Store.TryAddAsync(Secret("x") with { Scope = Home with { Region = "eu-west-1" } }, Ct);
        foreach (var order in new[] { SecretOrder.Created, SecretOrder.Changed, SecretOrder.Accessed })
        {
            Assert.Equal("dbac", await ListAsync(order, isDescending: false));
            Assert.Equal("cabd", await ListAsync(order, isDescending: true));
        }

        Assert.Equal("abcd", await ListAsync(SecretOrder.Name, isDescending: false));
        Assert.Equal("dcba", await ListAsync(SecretOrder.Name, isDescending: true));
    }

    private async Task<string> ListAsync(SecretOrder order, bool isDescending)
    {
        List<string> names = [];
        SecretPlace? after = null;
        while (true)
        {
            var page = await Store.ListAsync(Home, order, isDescending, after, 1, Ct);
            names.AddRange(page.Items.Select(secret => secret.Name));
            if (!page.HasMore) return string.Concat(names);
            after = SecretPlace.Of(page.Items[^1], order);
        }
    }

    private static Secret Secret(string name) => new(0, Home, name, "AbCdEf", null, null, TagSet.Empty, Start, Start, null, null, null, []);

    private static SecretVersion Version(string id, params string[] stages) => new(id, stages, Start, null, [1], [2]);
}
