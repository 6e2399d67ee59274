using Slipway.Wire.Shapes;

namespace Slipway.Events.Rules;

internal enum RuleState
{
    Enabled,
    Disabled,
    EnabledWithAllCloudtrailManagementEvents,
}

/// <summary>A rule in a listing (API_Rule).</summary>
internal sealed record RuleShape(
    string Name, string Arn, string? EventPattern, RuleState? State, string? Description, string? RoleArn, string EventBusName)
{
    public static RuleShape Of(Rule rule) => new(
        rule.Name.ToString(), rule.Arn, rule.Pattern, StateOf(rule), rule.Description, rule.RoleArn, rule.Bus.Name);

    public static RuleState StateOf(Rule rule) => rule.IsEnabled ? RuleState.Enabled : RuleState.Disabled;
}
