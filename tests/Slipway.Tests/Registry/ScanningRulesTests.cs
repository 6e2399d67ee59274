using Slipway.Registry;
using Slipway.Registry.Scanning;

namespace Slipway.Tests.Registry;

public sealed class ScanningRulesTests
{
    [Theory]
    [InlineData("prod", "repo-prod-repo", true)]
    [InlineData("prod", "pro-d", false)]
    [InlineData("*prod", "repo-prod", true)]
    [InlineData("*prod", "prod-repo", false)]
    [InlineData("prod*repo", "prod-x/y-repo", true)]
    [InlineData("prod*repo", "a-prod-repo", false)]
    [InlineData("*", "anything/at/all", true)]
    [InlineData("team/", "team/web", true)]
    public void A_filter_is_found_anywhere_and_with_a_star_it_is_the_whole_name(string filter, string name, bool isMatch)
    {
        var plan = Plan(ScanType.Basic, name, false, new ScanningRule(ScanFrequency.ScanOnPush, ["nothing", filter]));
        Assert.Equal(isMatch ? ScanFrequency.ScanOnPush : ScanFrequency.Manual, plan.Frequency);
        Assert.Equal(isMatch ? [filter] : [], plan.AppliedFilters);
    }

    [Theory]
    [InlineData(ScanType.Basic, false, ScanFrequency.Manual)]
    [InlineData(ScanType.Basic, true, ScanFrequency.ScanOnPush)]
    [InlineData(ScanType.Enhanced, false, ScanFrequency.ContinuousScan)]
    public void Without_rules_the_repository_says_and_under_enhanced_scanning_everything_is_scanned(ScanType type, bool scanOnPush, ScanFrequency expected) =>
        Assert.Equal(expected, Plan(type, "web", scanOnPush).Frequency);

    [Fact]
    public void Continuous_wins_and_what_no_rule_names_is_not_scanned_whatever_the_repository_says()
    {
        ScanningRule[] rules = [new(ScanFrequency.ScanOnPush, ["web", "w*"]), new(ScanFrequency.ContinuousScan, ["*b", "e"])];
        var web = Plan(ScanType.Enhanced, "web", true, rules);
        Assert.Equal(ScanFrequency.ContinuousScan, web.Frequency);
        Assert.Equal(["*b", "e"], web.AppliedFilters);
        Assert.Equal(ScanFrequency.ScanOnPush, Plan(ScanType.Enhanced, "wind", true, rules).Frequency);
        Assert.Equal(ScanFrequency.Manual, Plan(ScanType.Enhanced, "lamp", true, rules).Frequency);
    }

    private static ScanPlan Plan(ScanType type, string name, bool scanOnPush, params ScanningRule[] rules) =>
        new ScanningRules(type, rules).PlanOf(RepositoryName.TryParse(name, out var parsed) ? parsed : throw new ArgumentException(name), scanOnPush);
}
