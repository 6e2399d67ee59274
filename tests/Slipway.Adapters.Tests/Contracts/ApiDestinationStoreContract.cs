using Slipway.Events.Destinations;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of API destinations must do.</summary>
public abstract class ApiDestinationStoreContract : EventsContract
{
    [Fact]
    public async Task A_destination_is_made_found_changed_and_deleted()
    {
        var made = Named("d", "c");
        Assert.Equal(DestinationAddition.Done, await Stores.Destinations.AddAsync(made, Ct));
        Assert.Equal(DestinationAddition.NameTaken, await Stores.Destinations.AddAsync(made, Ct));
        Assert.Equal(made, await Stores.Destinations.FindAsync(Bus.Account, Bus.Region, "d", Ct));
        var changed = made with { Description = "text", ConnectionArn = "e", Endpoint = "https://x/", Method = ApiDestinationHttpMethod.Put, RateLimit = 7, ModifiedAt = Start.AddDays(1) };
        await Stores.Destinations.ChangeAsync(Bus.Account, Bus.Region, "d", _ => changed, Ct);
        Assert.Equal(changed, await Stores.Destinations.FindAsync(Bus.Account, Bus.Region, "d", Ct));
        Assert.Null(await Stores.Destinations.ChangeAsync(Bus.Account, Bus.Region, "none", one => one, Ct));
        Assert.True(await Stores.Destinations.DeleteAsync(Bus.Account, Bus.Region, "d", Ct));
        Assert.False(await Stores.Destinations.DeleteAsync(Bus.Account, Bus.Region, "d", Ct));
    }

    [Fact]
    public async Task Destinations_are_listed_by_name_all_or_those_of_a_connection()
    {
        await Stores.Destinations.AddAsync(Named("b", "c"), Ct);
        await Stores.Destinations.AddAsync(Named("a", "c"), Ct);
        await Stores.Destinations.AddAsync(Named("ab", "d"), Ct);
        Assert.Equal(["a", "ab"], (await Stores.Destinations.ListAsync(Bus.Account, Bus.Region, "a", "", 5, Ct)).Items.Select(one => one.Name));
        var page = await Stores.Destinations.ListByConnectionAsync("c", "", "", 1, Ct);
        Assert.Equal(("a", true), (Assert.Single(page.Items).Name, page.HasMore));
        Assert.Equal(["b"], (await Stores.Destinations.ListByConnectionAsync("c", "", "a", 1, Ct)).Items.Select(one => one.Name));
    }

    private static ApiDestination Named(string name, string connection) =>
        new(Bus.Account, Bus.Region, name, "id", null, connection, "https://hook.example/", ApiDestinationHttpMethod.Post, 300, Start, Start);
}
