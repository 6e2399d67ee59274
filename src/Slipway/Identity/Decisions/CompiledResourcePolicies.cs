using System.Runtime.CompilerServices;
using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>The policies on a resource, compiled for a decision.</summary>
internal sealed class CompiledResourcePolicies(PolicyCache cache)
{
    // Services keep their documents in memory, so the same string comes again and again: to hash ten kilobytes of it for
    // each decision takes longer than to decide.
    private readonly ConditionalWeakTable<string, Compiled> known = [];

    /// <summary>Those that count for an action. A role's trust policy says who may assume it, and nothing about its other uses.</summary>
    public IReadOnlyList<PolicySource> For(IReadOnlyList<ResourcePolicy> found, bool isTrust, string action)
    {
        if (found.Count == 0) return [];
        List<PolicySource> sources = new(found.Count);
        foreach (var policy in found)
        {
            if (policy.IsTrust != isTrust || policy.OnlyFor?.Contains(action, StringComparer.OrdinalIgnoreCase) is false) continue;
            sources.Add(new(policy.Name, null, PolicySourceType.Resource, Get(policy)));
        }

        return sources;
    }

    /// <summary>What a document on a resource may hold.</summary>
    public static PolicyGrammar GrammarOf(PolicyPlace place) => place switch
    {
        PolicyPlace.Repository => PolicyGrammar.Repository,
        PolicyPlace.Registry => PolicyGrammar.Registry,
        _ => PolicyGrammar.Resource,
    };

    private Policy Get(ResourcePolicy policy)
    {
        if (policy.IsTrust) return cache.Get(policy.Document, PolicyGrammar.Trust, policy.Name);
        var grammar = GrammarOf(policy.Place);
        if (known.TryGetValue(policy.Document, out var compiled) && compiled.Grammar == grammar) return compiled.Policy;
        compiled = new(grammar, cache.Get(policy.Document, grammar, policy.Name));
        known.AddOrUpdate(policy.Document, compiled);
        return compiled.Policy;
    }

    private sealed record Compiled(PolicyGrammar Grammar, Policy Policy);
}
