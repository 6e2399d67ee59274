using Slipway.Events.Targets;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of targets must do.</summary>
public abstract class EventTargetStoreContract : EventsContract
{
    [Fact]
    public async Task Targets_come_back_whole()
    {
        await Stores.Rules.PutAsync(Rule("r"), Ct);
        Target whole = new(
            "t", "arn", "role", "{}", "$.a", new(new Dictionary<string, string> { ["a"] = "$.b" }, "<a>"),
            new(["p"], new Dictionary<string, string> { ["h"] = "1" }, new Dictionary<string, string> { ["q"] = "2" }), 1, 60);
        Assert.Equal(TargetPutting.Done, await Stores.Targets.PutAsync(Bus, Name("r"), [whole], Ct));
        Assert.Equivalent(whole, await Stores.Targets.FindAsync(Bus, Name("r"), "t", Ct), strict: true);
        Assert.Equivalent(new[] { new Route(Rule("r"), [whole]) }, await Stores.Targets.ReadRoutesAsync(Bus, Ct));
        await Stores.Rules.EnableAsync(Bus, Name("r"), false, Ct);
        Assert.Empty(await Stores.Targets.ReadRoutesAsync(Bus, Ct));
    }

    [Fact]
    public async Task A_rule_has_five_targets_and_all_or_none_are_put()
    {
        Assert.Equal(TargetPutting.NoSuchRule, await Stores.Targets.PutAsync(Bus, Name("r"), [Target("a", "x")], Ct));
        await Stores.Rules.PutAsync(Rule("r"), Ct);
        await Stores.Targets.PutAsync(Bus, Name("r"), [Target("a", "x"), Target("b", "x"), Target("c", "y")], Ct);
        Assert.Equal(TargetPutting.QuotaExceeded, await Stores.Targets.PutAsync(Bus, Name("r"), [Target("d", "x"), Target("e", "x"), Target("f", "x")], Ct));
        Assert.Equal(TargetPutting.Done, await Stores.Targets.PutAsync(Bus, Name("r"), [Target("a", "z"), Target("d", "x"), Target("e", "x")], Ct));
        Assert.Equal(["b", "c", "d"], (await Stores.Targets.ListAsync(Bus, Name("r"), "a", 3, Ct)).Items.Select(target => target.Id));
        Assert.Equal(["a", "b"], await Stores.Targets.RemoveAsync(Bus, Name("r"), ["a", "b", "none"], Ct));
        Assert.Null(await Stores.Targets.RemoveAsync(Bus, Name("none"), ["a"], Ct));
    }

    [Fact]
    public async Task Rules_are_found_by_what_they_send_to()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await Stores.Rules.PutAsync(Rule(name), Ct);
            await Stores.Targets.PutAsync(Bus, Name(name), [Target("1", name == "b" ? "y" : "x"), Target("2", "x")], Ct);
        }

        var page = await Stores.Targets.ListRuleNamesAsync(Bus, "x", "", 2, Ct);
        Assert.Equal(["a", "b"], page.Items);
        Assert.True(page.HasMore);
        Assert.Equal(["c"], (await Stores.Targets.ListRuleNamesAsync(Bus, "x", "b", 2, Ct)).Items);
    }

    [Fact]
    public async Task What_waits_goes_with_its_target_and_moves_with_it()
    {
        await Stores.Rules.PutAsync(Rule("r"), Ct);
        await Stores.Targets.PutAsync(Bus, Name("r"), [Target("t", "x")], Ct);
        await Stores.Deliveries.AddAsync([Delivery("1", "x")], Plenty, Ct);
        await Stores.Targets.PutAsync(Bus, Name("r"), [Target("t", "y")], Ct);
        Assert.Equal(["y"], await Stores.Deliveries.ListTargetsAsync("", 10, Ct));
        await Stores.Targets.RemoveAsync(Bus, Name("r"), ["t"], Ct);
        Assert.Empty(await Stores.Deliveries.ListTargetsAsync("", 10, Ct));
    }
}
