using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Slipway.Iam.PolicyEngine;

namespace Slipway.Identity.Grants;

/// <summary>
/// Documents that are compiled already, by their text. A document never changes, only which one counts, so nothing here
/// goes stale; when it is full it begins anew.
/// </summary>
internal sealed class PolicyCache
{
    private const int MaxRemembered = 20_000;

    private ConcurrentDictionary<(PolicyGrammar Grammar, string Text), Policy> compiled = new();

    /// <summary>A document that a decision depends on.</summary>
    /// <param name="name">What it is called in the fault, such as <c>repository policy of team/web</c>.</param>
    /// <exception cref="InvalidDataException">It is broken: to leave it out could mean to leave out a denial.</exception>
    public Policy Get(string text, PolicyGrammar grammar, string name) =>
        TryGet(text, grammar, out var policy) ? policy : throw new InvalidDataException($"The stored {name} cannot be read.");

    /// <summary>A document that was checked when it was stored.</summary>
    /// <returns>
    /// false when it does not parse after all, which only a database from elsewhere brings about; whoever relies on it
    /// must then refuse.
    /// </returns>
    public bool TryGet(string text, PolicyGrammar grammar, [NotNullWhen(true)] out Policy? policy)
    {
        if (compiled.TryGetValue((grammar, text), out policy)) return true;
        if (!Policy.TryParse(text, grammar, out policy, out _)) return false;
        if (compiled.Count >= MaxRemembered) compiled = new();
        compiled[(grammar, text)] = policy;
        return true;
    }
}
