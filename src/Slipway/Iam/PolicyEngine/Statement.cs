namespace Slipway.Iam.PolicyEngine;

/// <summary>One statement of a policy.</summary>
/// <param name="Sid">null when it has none.</param>
/// <param name="Start">Of its opening brace.</param>
/// <param name="End">Just behind its closing brace.</param>
internal sealed record Statement(string? Sid, Effect Effect, Position Start, Position End);

internal enum Effect
{
    Allow,
    Deny,
}

/// <summary>A place in a document's text; both numbers begin at 1.</summary>
internal readonly record struct Position(int Line, int Column);
