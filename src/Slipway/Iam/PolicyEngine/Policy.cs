using System.Diagnostics.CodeAnalysis;
using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine;

/// <summary>A policy document, parsed once and compiled. Immutable, and safe to share between requests.</summary>
internal sealed class Policy
{
    private Policy(string text, IReadOnlyList<Statement> statements)
    {
        (Text, Statements) = (text, statements);
        ContextKeys = [.. statements.SelectMany(KeysOf).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The document as it was given.</summary>
    public string Text { get; }

    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>Condition keys and variables that it asks about, as it writes them (API_GetContextKeysForCustomPolicy).</summary>
    public IReadOnlyCollection<string> ContextKeys { get; }

    /// <param name="text">Any text; the time is linear in its length.</param>
    /// <param name="grammar">What a document in this place may hold.</param>
    /// <param name="fault">AWS's sentence for MalformedPolicyDocument.</param>
    public static bool TryParse(string text, PolicyGrammar grammar, [NotNullWhen(true)] out Policy? policy, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            policy = new(text, Compiler.Compile(text, grammar));
            fault = null;
            return true;
        }
        catch (PolicyFault found)
        {
            policy = null;
            fault = found.Message;
            return false;
        }
    }

    private static IEnumerable<string> KeysOf(Statement statement) =>
    [
        .. statement.Resources.Variables.Select(variable => variable.Key),
        .. statement.Conditions.SelectMany(condition => condition.Variables.Select(variable => variable.Key).Prepend(condition.Key)),
    ];
}
