using System.Collections.Concurrent;

namespace Slipway.Identity.Grants;

/// <summary>
/// What a principal was allowed without any condition being asked about: it stays so for as long as its policies do, and
/// need not be decided again. Refusals are not kept; strangers to a repository can make up any number of them.
/// </summary>
internal sealed class Allowances
{
    private const int MaxRemembered = 1024;

    private readonly ConcurrentDictionary<(string Action, string Resource), bool> known = new();

    public bool Has(string action, string resource) => known.ContainsKey((action, resource));

    public void Add(string action, string resource)
    {
        if (known.Count >= MaxRemembered) known.Clear();
        known.TryAdd((action, resource), true);
    }
}
