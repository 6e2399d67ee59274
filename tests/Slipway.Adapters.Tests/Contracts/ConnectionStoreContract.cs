using Slipway.Events.Connections;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of connections must do.</summary>
public abstract class ConnectionStoreContract : EventsContract
{
    [Fact]
    public async Task A_connection_is_made_found_changed_and_deleted()
    {
        var made = Named("c");
        Assert.Equal(ConnectionAddition.Done, await Stores.Connections.AddAsync(made, Ct));
        Assert.Equal(ConnectionAddition.NameTaken, await Stores.Connections.AddAsync(made, Ct));
        var found = await FindAsync("c");
        Assert.Equal((made with { Sealed = default }, "\u0001\u0002"), (found! with { Sealed = default }, string.Concat(found.Sealed.ToArray().Select(value => (char)value))));
        var changed = await Stores.Connections.ChangeAsync(
            Bus.Account, Bus.Region, "c", one => one with { Type = AuthorizationType.Basic, Sealed = new byte[] { 9 }, Description = null, ModifiedAt = Start.AddDays(1) }, Ct);
        Assert.Equal(9, (await FindAsync("c"))!.Sealed.Span[0]);
        Assert.Equal(Start.AddDays(1), changed!.ModifiedAt);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Stores.Connections.ChangeAsync(Bus.Account, Bus.Region, "c", _ => throw new InvalidOperationException(), Ct));
        Assert.Null(await Stores.Connections.ChangeAsync(Bus.Account, Bus.Region, "none", one => one, Ct));
        Assert.Equal("c", (await Stores.Connections.DeleteAsync(Bus.Account, Bus.Region, "c", Ct))!.Name);
        Assert.Null(await Stores.Connections.DeleteAsync(Bus.Account, Bus.Region, "c", Ct));
    }

    [Fact]
    public async Task Connections_are_listed_by_name()
    {
        foreach (var name in (string[])["b", "a", "ab"]) await Stores.Connections.AddAsync(Named(name), Ct);
        var page = await Stores.Connections.ListAsync(Bus.Account, Bus.Region, "a", "", 1, Ct);
        Assert.Equal(("a", true), (Assert.Single(page.Items).Name, page.HasMore));
        Assert.Equal("ab", Assert.Single((await Stores.Connections.ListAsync(Bus.Account, Bus.Region, "a", "a", 5, Ct)).Items).Name);
        Assert.Empty((await Stores.Connections.ListAsync(Bus.Account, "eu-west-1", "", "", 5, Ct)).Items);
    }

    private static Connection Named(string name) => new(Bus.Account, Bus.Region, name, "id", AuthorizationType.ApiKey, "text", new byte[] { 1, 2 }, Start, Start);

    private ValueTask<Connection?> FindAsync(string name) => Stores.Connections.FindAsync(Bus.Account, Bus.Region, name, Ct);
}
