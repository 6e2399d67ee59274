using System.Diagnostics.CodeAnalysis;

namespace Slipway.Iam.PolicyEngine;

/// <summary>A policy document, parsed once and compiled. Immutable, and safe to share between requests.</summary>
internal sealed class Policy
{
    /// <summary>The document as it was given.</summary>
    public string Text => throw new NotImplementedException();

    public IReadOnlyList<Statement> Statements => throw new NotImplementedException();

    /// <summary>Condition keys and variables that it asks about, as it writes them (API_GetContextKeysForCustomPolicy).</summary>
    public IReadOnlyCollection<string> ContextKeys => throw new NotImplementedException();

    /// <param name="grammar">What a document in this place may hold.</param>
    /// <param name="fault">AWS's sentence for MalformedPolicyDocument.</param>
    public static bool TryParse(string text, PolicyGrammar grammar, [NotNullWhen(true)] out Policy? policy, [NotNullWhen(false)] out string? fault) =>
        throw new NotImplementedException();
}
