namespace Slipway.Events.Targets;

/// <summary>Where a rule sends the events that it matches, and what of them; checked when it was stored.</summary>
/// <param name="Id">Its own in its rule.</param>
/// <param name="Input">JSON that goes in the event's place.</param>
/// <param name="InputPath">The part of the event that goes in its place.</param>
/// <param name="Transformer">A text with parts of the event that goes in its place.</param>
internal sealed record Target(
    string Id, string Arn, string? RoleArn, string? Input, string? InputPath, Transformer? Transformer, HttpValues? Http, int? MaximumRetryAttempts, int? MaximumEventAgeInSeconds)
{
    /// <summary>Of one rule.</summary>
    public const int Most = 5;
}

internal sealed record Transformer(IReadOnlyDictionary<string, string> Paths, string Template);

/// <summary>Of a target's own; a value that begins with <c>$.</c> is taken from the event.</summary>
internal sealed record HttpValues(IReadOnlyList<string> Path, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Query);
