using System.Text;
using System.Text.Json;
using Slipway.Iam.PolicyEngine.Conditions;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>
/// From a document's text to its statements. The faults are looked for in AWS's order: syntax, version, what its legacy
/// parser takes, ids, actions, resources, and then what the place of the document forbids or demands.
/// </summary>
internal static class Compiler
{
    /// <summary>As IAM's model bounds a document, in characters.</summary>
    private const int MaxLength = 131_072;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="PolicyFault">It is not a policy of this grammar.</exception>
    public static IReadOnlyList<Statement> Compile(string text, PolicyGrammar grammar)
    {
        var raw = Read(text, grammar);
        foreach (var statement in raw.Statements) CheckSyntax(statement);
        if (raw.Version is not (null or "2008-10-17" or "2012-10-17")) throw PolicyFault.Syntax;
        var hasVariables = raw.Version is "2012-10-17";
        if (grammar is PolicyGrammar.Managed && !hasVariables) throw PolicyFault.Version;
        if (raw.Statements.Any(statement => statement.Effect is not ("Allow" or "Deny"))) throw PolicyFault.Legacy;

        var conditions = raw.Statements.Select(statement => statement.Conditions.Select(condition => Condition.Parse(condition, hasVariables)).ToArray()).ToArray();
        if (raw.Statements.Any(statement => HasLegacyResource(statement, hasVariables))) throw PolicyFault.Legacy;
        CheckSids(raw.Statements, grammar);
        foreach (var statement in raw.Statements) DocumentPlace.Check(statement, grammar);
        return [.. raw.Statements.Select((statement, index) => Compile(statement, grammar, conditions[index], hasVariables))];
    }

    private static RawPolicy Read(string text, PolicyGrammar grammar)
    {
        if (text.Length > MaxLength) throw PolicyFault.Syntax;
        try
        {
            return DocumentReader.Read(Utf8.GetBytes(text));
        }
        // A text with half a surrogate pair is no UTF-8; one that escapes half a pair shows it when the string is read.
        catch (Exception fault) when (fault is JsonException or EncoderFallbackException or InvalidOperationException)
        {
            throw grammar is PolicyGrammar.Trust ? PolicyFault.InvalidJson : PolicyFault.Syntax;
        }
    }

    private static void CheckSyntax(RawStatement statement)
    {
        var isEffect = string.Equals(statement.Effect, "Allow", StringComparison.OrdinalIgnoreCase) || string.Equals(statement.Effect, "Deny", StringComparison.OrdinalIgnoreCase);
        if (!isEffect
            || statement is { Action: not null, NotAction: not null }
            || statement is { Resource: not null, NotResource: not null }
            || statement is { Principal: not null, NotPrincipal: not null }
            || statement.Conditions.Any(condition => ConditionOperator.Parse(condition.Operator) is null))
        {
            throw PolicyFault.Syntax;
        }
    }

    private static bool HasLegacyResource(RawStatement statement, bool hasVariables) =>
        (statement.Resource ?? statement.NotResource ?? []).Select(resource => ArnText.FaultOf(resource, hasVariables)).FirstOrDefault(fault => fault is not null) is { IsLegacy: true };

    private static void CheckSids(IReadOnlyList<RawStatement> statements, PolicyGrammar grammar)
    {
        // ECR takes any text, and takes it twice.
        if (grammar is PolicyGrammar.Repository or PolicyGrammar.Registry) return;
        var sids = statements.Select(statement => statement.Sid).Where(sid => !string.IsNullOrEmpty(sid)).ToList();
        if (grammar is not PolicyGrammar.Resource && sids.Any(sid => !sid!.All(char.IsAsciiLetterOrDigit))) throw PolicyFault.SidNotAlphanumeric;
        if (sids.Distinct(StringComparer.Ordinal).Count() < sids.Count) throw PolicyFault.SidNotUnique;
    }

    private static Statement Compile(RawStatement raw, PolicyGrammar grammar, Condition[] conditions, bool hasVariables)
    {
        var resources = (raw.Resource ?? raw.NotResource) is { } list
            ? Resources.Parse(list, isNegated: raw.NotResource is not null, hasVariables)
            : Resources.TheOneItself;
        var actions = Actions.Parse(raw.Action ?? raw.NotAction ?? [], isNegated: raw.NotAction is not null);
        DocumentPlace.CheckLast(raw, grammar);
        var principal = raw.Principal ?? raw.NotPrincipal;
        return new(raw.Sid, raw.Effect is "Allow" ? Effect.Allow : Effect.Deny, raw.Start, raw.End)
        {
            Actions = actions,
            Resources = resources,
            Principals = principal is null ? null : Principals.Parse(principal, isNegated: raw.NotPrincipal is not null),
            Conditions = conditions,
        };
    }
}
