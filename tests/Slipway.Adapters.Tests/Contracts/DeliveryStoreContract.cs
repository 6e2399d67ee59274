using Slipway.Events.Delivery;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every queue of deliveries must do.</summary>
public abstract class DeliveryStoreContract : EventsContract
{
    private IDeliveryStore Queue => Stores.Deliveries;

    [Fact]
    public async Task What_is_added_waits_for_its_target_in_the_order_in_which_it_is_due()
    {
        await Queue.AddAsync([Delivery("1", "x") with { DueAt = Start.AddMinutes(1) }, Delivery("2", "x"), Delivery("3", "y")], Plenty, Ct);
        Assert.Equal(["x", "y"], await Queue.ListTargetsAsync("", 10, Ct));
        Assert.Equal(["x"], await Queue.ListTargetsAsync("", 1, Ct));
        Assert.Equal(["y"], await Queue.ListTargetsAsync("x", 10, Ct));
        var waiting = await Queue.ListAsync("x", 10, Ct);
        Assert.Equal([Delivery("2", "x") with { Id = 2 }, Delivery("1", "x") with { Id = 1, DueAt = Start.AddMinutes(1) }], waiting);
        await Queue.RetryAsync(2, 4, Start.AddMinutes(2), Ct);
        Assert.Equal([(1L, 0), (2L, 4)], (await Queue.ListAsync("x", 10, Ct)).Select(one => (one.Id, one.Attempts)));
        await Queue.RemoveAsync(1, Ct);
        Assert.Equal(2, Assert.Single(await Queue.ListAsync("x", 10, Ct)).Id);
    }

    [Fact]
    public async Task An_account_has_room_for_so_much_and_what_goes_makes_room()
    {
        await Queue.AddAsync([Delivery("1", "x"), Delivery("1", "y")], Plenty, Ct);
        var size = 2L * (Delivery("1", "x").Event.Length + 512);
        Assert.Equal(["2"], await Queue.AddAsync([Delivery("2", "x")], size, Ct));
        // Whoever comes again later is not taken for one that was had before.
        Assert.Equal(["3"], await Queue.AddAsync([Delivery("2", "x"), Delivery("3", "x"), Delivery("3", "y")], (size * 3 / 2) + 1, Ct));
        Assert.Empty(await Queue.AddAsync([Delivery("4", "x") with { Bus = Bus with { Account = "111122223333" } }], size, Ct));
        await Queue.GiveUpAsync(1, 5, "why", Start, Ct);
        Assert.Equal(["3"], await Queue.AddAsync([Delivery("3", "x")], size * 3 / 2, Ct));
        await Queue.RedriveAsync(Bus.Account, Bus.Region, [1], Start, Ct);
        Assert.Equal(["3"], await Queue.AddAsync([Delivery("3", "x")], size * 3 / 2, Ct));
        await Queue.RemoveAsync(2, Ct);
        Assert.Empty(await Queue.AddAsync([Delivery("3", "x")], size * 3 / 2, Ct));
        await Queue.GiveUpAsync(3, 5, "why", Start, Ct);
        Assert.Equal(["5"], await Queue.AddAsync([Delivery("5", "x")], size * 3 / 2, Ct));
        await Queue.PruneAsync(Start, Start.AddHours(1), 10, Ct);
        Assert.Empty(await Queue.AddAsync([Delivery("5", "x")], size * 3 / 2, Ct));
    }

    [Fact]
    public async Task The_same_event_twice_is_one_on_each_bus()
    {
        await Queue.AddAsync([Delivery("1", "x"), Delivery("1", "y")], Plenty, Ct);
        await Queue.AddAsync([Delivery("1", "x")], Plenty, Ct);
        await Queue.AddAsync([Delivery("1", "x") with { Bus = Other }], Plenty, Ct);
        Assert.Equal(2, (await Queue.ListAsync("x", 10, Ct)).Count);
        Assert.Single(await Queue.ListAsync("y", 10, Ct));
        await Queue.RemoveAsync(1, Ct);
        await Queue.AddAsync([Delivery("1", "x")], Plenty, Ct);
        Assert.Single(await Queue.ListAsync("x", 10, Ct));
        await Queue.PruneAsync(Start.AddDays(1), Start, 10, Ct);
        await Queue.AddAsync([Delivery("1", "x")], Plenty, Ct);
        Assert.Equal(2, (await Queue.ListAsync("x", 10, Ct)).Count);
    }

    [Fact]
    public async Task What_is_given_up_is_told_the_newest_first_and_can_be_sent_again()
    {
        await Queue.AddAsync([Delivery("1", "x"), Delivery("2", "x"), Delivery("3", "x")], Plenty, Ct);
        for (var id = 1; id <= 3; id++) await Queue.GiveUpAsync(id, 5, "why", Start.AddHours(id), Ct);
        Assert.Empty(await Queue.ListTargetsAsync("", 10, Ct));
        var page = await Queue.ListDeadAsync(Bus.Account, Bus.Region, null, 2, Ct);
        Assert.Equal(["3", "2"], page.Items.Select(letter => letter.Delivery.EventId));
        Assert.True(page.HasMore);
        Assert.Equal((5, "why", Start.AddHours(3)), (page.Items[0].Delivery.Attempts, page.Items[0].Reason, page.Items[0].GivenUpAt));
        Assert.Equal("1", Assert.Single((await Queue.ListDeadAsync(Bus.Account, Bus.Region, page.Items[1].Id, 2, Ct)).Items).Delivery.EventId);
        Assert.Empty((await Queue.ListDeadAsync(Bus.Account, "eu-west-1", null, 2, Ct)).Items);

        Assert.Empty(await Queue.RedriveAsync("111122223333", Bus.Region, [page.Items[0].Id], Start, Ct));
        Assert.Equal("3", Assert.Single(await Queue.RedriveAsync(Bus.Account, Bus.Region, [page.Items[0].Id, 99], Start.AddDays(1), Ct)).EventId);
        Assert.Equal((0, Start.AddDays(1), Start.AddDays(1)), Assert.Single((await Queue.ListAsync("x", 10, Ct)).Select(one => (one.Attempts, one.PublishedAt, one.DueAt))));
        await Queue.PruneAsync(Start, Start.AddHours(1.5), 10, Ct);
        Assert.Equal("2", Assert.Single((await Queue.ListDeadAsync(Bus.Account, Bus.Region, null, 9, Ct)).Items).Delivery.EventId);
    }
}
