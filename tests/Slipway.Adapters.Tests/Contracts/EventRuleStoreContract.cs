using Slipway.Events.Buses;
using Slipway.Events.Rules;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of rules must do.</summary>
public abstract class EventRuleStoreContract : EventsContract
{
    [Fact]
    public async Task A_rule_is_replaced_without_its_tags()
    {
        var first = Rule("r") with { Description = "one", RoleArn = "arn", Tags = new([new("k", "v")]) };
        Assert.Equal(RulePutting.Done, await Stores.Rules.PutAsync(first, Ct));
        Assert.Equal(first, await Stores.Rules.FindAsync(Bus, Name("r"), Ct));
        await Stores.Rules.PutAsync(Rule("r") with { IsEnabled = false, Pattern = "{}", CreatedAt = Start.AddDays(1) }, Ct);
        Assert.Equal(first with { IsEnabled = false, Pattern = "{}", Description = null, RoleArn = null }, await Stores.Rules.FindAsync(Bus, Name("r"), Ct));
        Assert.True(await Stores.Rules.EnableAsync(Bus, Name("r"), true, Ct));
        Assert.True((await Stores.Rules.FindAsync(Bus, Name("r"), Ct))!.IsEnabled);
        Assert.False(await Stores.Rules.EnableAsync(Bus, Name("x"), true, Ct));
        Assert.Equal(2, (await Stores.Rules.ChangeTagsAsync(Bus, Name("r"), tags => tags.Merge([new("l", "w")]), Ct))!.Count);
        Assert.Null(await Stores.Rules.ChangeTagsAsync(Bus, Name("x"), tags => tags, Ct));
    }

    [Fact]
    public async Task Rules_are_listed_by_name_with_their_prefix_in_pages()
    {
        foreach (var name in (string[])["b", "a", "ab", "B", "a.c", "c"]) await Stores.Rules.PutAsync(Rule(name), Ct);
        var first = await Stores.Rules.ListAsync(Bus, "", "", 4, Ct);
        Assert.Equal(["B", "a", "a.c", "ab"], first.Items.Select(rule => rule.Name.ToString()));
        Assert.True(first.HasMore);
        Assert.Equal(["b", "c"], (await Stores.Rules.ListAsync(Bus, "", "ab", 4, Ct)).Items.Select(rule => rule.Name.ToString()));
        Assert.Equal(["a", "a.c", "ab"], (await Stores.Rules.ListAsync(Bus, "a", "", 4, Ct)).Items.Select(rule => rule.Name.ToString()));
        Assert.Empty((await Stores.Rules.ListAsync(Bus with { Region = "eu-west-1" }, "", "", 4, Ct)).Items);
    }

    [Fact]
    public async Task A_bus_must_be_there_and_has_a_quota()
    {
        Assert.Equal(RulePutting.NoSuchBus, await Stores.Rules.PutAsync(Rule("r") with { Bus = Other }, Ct));
        await Stores.Buses.AddAsync(new CustomBus(Other, null, TagSet.Empty, Start), Ct);
        for (var n = 0; n < Slipway.Events.Rules.Rule.Most; n++) Assert.Equal(RulePutting.Done, await Stores.Rules.PutAsync(Rule($"r{n}") with { Bus = Other }, Ct));
        Assert.Equal(RulePutting.QuotaExceeded, await Stores.Rules.PutAsync(Rule("r") with { Bus = Other }, Ct));
        Assert.Equal(RulePutting.Done, await Stores.Rules.PutAsync(Rule("r7") with { Bus = Other }, Ct));
        Assert.Equal(RulePutting.Done, await Stores.Rules.PutAsync(Rule("r"), Ct));
    }

    [Fact]
    public async Task A_rule_with_targets_is_not_deleted()
    {
        await Stores.Rules.PutAsync(Rule("r"), Ct);
        await Stores.Targets.PutAsync(Bus, Name("r"), [Target("t", "arn")], Ct);
        Assert.Equal(RuleDeletion.HasTargets, await Stores.Rules.DeleteAsync(Bus, Name("r"), Ct));
        await Stores.Targets.RemoveAsync(Bus, Name("r"), ["t"], Ct);
        Assert.Equal(RuleDeletion.Done, await Stores.Rules.DeleteAsync(Bus, Name("r"), Ct));
        Assert.Equal(RuleDeletion.NoSuchRule, await Stores.Rules.DeleteAsync(Bus, Name("r"), Ct));
    }
}
