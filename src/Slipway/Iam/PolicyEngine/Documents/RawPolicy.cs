namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>A document whose syntax is right; what its strings say is still to be checked.</summary>
internal sealed record RawPolicy(string? Version, IReadOnlyList<RawStatement> Statements);

/// <summary>A statement as it stands in the text. Lists that were not there are null.</summary>
internal sealed class RawStatement
{
    public string? Sid { get; set; }

    public string? Effect { get; set; }

    public RawPrincipal? Principal { get; set; }

    public RawPrincipal? NotPrincipal { get; set; }

    public List<string>? Action { get; set; }

    public List<string>? NotAction { get; set; }

    public List<string>? Resource { get; set; }

    public List<string>? NotResource { get; set; }

    public List<RawCondition> Conditions { get; } = [];

    public Position Start { get; init; }

    public Position End { get; set; }
}

/// <param name="Star">It is the string <c>"*"</c>, without a type.</param>
internal sealed record RawPrincipal(bool Star, IReadOnlyList<(string Type, string Value)> Entries);

internal sealed record RawCondition(string Operator, string Key, IReadOnlyList<string> Values);
