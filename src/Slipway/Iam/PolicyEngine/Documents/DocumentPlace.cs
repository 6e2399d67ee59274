namespace Slipway.Iam.PolicyEngine.Documents;

/// <summary>What a document must hold in the place that it is for, and what it may not.</summary>
internal static class DocumentPlace
{
    public static void Check(RawStatement statement, PolicyGrammar grammar)
    {
        var hasPrincipal = statement.Principal is not null || statement.NotPrincipal is not null;
        switch (grammar)
        {
            case PolicyGrammar.Identity or PolicyGrammar.Managed or PolicyGrammar.ServiceControl when hasPrincipal:
                throw PolicyFault.HasPrincipal;
            case PolicyGrammar.Resource or PolicyGrammar.Repository or PolicyGrammar.Registry or PolicyGrammar.Trust when !hasPrincipal:
                throw PolicyFault.Missing("Principal");
            case PolicyGrammar.Trust when statement.NotPrincipal is not null:
                throw PolicyFault.Prohibited("NotPrincipal");
            // "NotPrincipal must be used with Effect Deny" (IAM's user guide).
            case PolicyGrammar.Resource or PolicyGrammar.Repository or PolicyGrammar.Registry when statement is { NotPrincipal: not null, Effect: not "Deny" }:
                throw PolicyFault.Syntax;
        }

        if ((statement.Action ?? statement.NotAction) is not { Count: > 0 }) throw PolicyFault.NoActions;
        if (grammar is not (PolicyGrammar.Trust or PolicyGrammar.Repository)) return;
        if (statement.Resource is not null) throw PolicyFault.Prohibited("Resource");
        if (statement.NotResource is not null) throw PolicyFault.Prohibited("NotResource");
    }

    /// <summary>What AWS says only after it has looked at the actions themselves.</summary>
    public static void CheckLast(RawStatement statement, PolicyGrammar grammar)
    {
        var resources = statement.Resource ?? statement.NotResource;
        var mayBeLeftOut = grammar is PolicyGrammar.Resource or PolicyGrammar.Repository or PolicyGrammar.Trust;
        if (resources is { Count: 0 } || (resources is null && !mayBeLeftOut)) throw PolicyFault.NoResources;
        if (grammar is PolicyGrammar.Trust && (statement.NotAction is not null || !statement.Action!.TrueForAll(IsOfSts))) throw PolicyFault.NotAssumeRole;
    }

    private static bool IsOfSts(string action) => action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase);
}
