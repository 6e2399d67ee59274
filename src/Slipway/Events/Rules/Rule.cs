using Slipway.Kernel;

namespace Slipway.Events.Rules;

/// <param name="Pattern">JSON, checked when it was stored.</param>
/// <param name="RoleArn">Used for those targets that name no role of their own.</param>
internal sealed record Rule(
    BusKey Bus, EntityName Name, string Pattern, bool IsEnabled, string? Description, string? RoleArn, TagSet Tags, DateTimeOffset CreatedAt)
{
    /// <summary>On one event bus.</summary>
    public const int Most = 300;

    public string Arn => Bus.RuleArn(Name);
}
