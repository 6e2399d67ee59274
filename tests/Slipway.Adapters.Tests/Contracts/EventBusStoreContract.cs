using Slipway.Events.Buses;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of event buses must do.</summary>
public abstract class EventBusStoreContract : EventsContract
{
    [Fact]
    public async Task A_bus_is_made_found_tagged_and_deleted_without_rules()
    {
        CustomBus made = new(Other, "text", new([new("k", "v")]), Start);
        Assert.Equal(BusAddition.Done, await Stores.Buses.AddAsync(made, Ct));
        Assert.Equal(BusAddition.NameTaken, await Stores.Buses.AddAsync(made, Ct));
        Assert.Equal(made, await Stores.Buses.FindAsync(Other, Ct));
        Assert.Equal(TagSet.Empty, await Stores.Buses.ChangeTagsAsync(Other, tags => tags.Without(["k"]), Ct));
        Assert.Null(await Stores.Buses.ChangeTagsAsync(Bus, tags => tags, Ct));
        await Stores.Rules.PutAsync(Rule("r") with { Bus = Other }, Ct);
        Assert.Equal(BusDeletion.HasRules, await Stores.Buses.DeleteAsync(Other, Ct));
        await Stores.Rules.DeleteAsync(Other, Name("r"), Ct);
        Assert.Equal(BusDeletion.Done, await Stores.Buses.DeleteAsync(Other, Ct));
        Assert.Equal(BusDeletion.NoSuchBus, await Stores.Buses.DeleteAsync(Other, Ct));
    }

    [Fact]
    public async Task Buses_are_listed_by_name_and_have_a_quota()
    {
        for (var n = 0; n < CustomBus.Most; n++) await Stores.Buses.AddAsync(new(Other with { Name = $"b{n:000}" }, null, TagSet.Empty, Start), Ct);
        Assert.Equal(BusAddition.QuotaExceeded, await Stores.Buses.AddAsync(new(Other, null, TagSet.Empty, Start), Ct));
        var page = await Stores.Buses.ListAsync(Bus.Account, Bus.Region, "b01", "b010", 3, Ct);
        Assert.Equal(["b011", "b012", "b013"], page.Items.Select(bus => bus.Key.Name));
        Assert.True(page.HasMore);
    }
}
