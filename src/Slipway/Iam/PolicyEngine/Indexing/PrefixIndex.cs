namespace Slipway.Iam.PolicyEngine.Indexing;

/// <summary>Finds statements by the text with which the resources that they match begin.</summary>
internal sealed class PrefixIndex
{
    private readonly Dictionary<string, Entry[]> byPrefix;
    private readonly Dictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly int[] lengths;

    public PrefixIndex(IEnumerable<Entry> entries)
    {
        byPrefix = entries
            .SelectMany(entry => entry.Statement.Resources.Prefixes, (entry, prefix) => (entry, prefix))
            .GroupBy(found => found.prefix, found => found.entry)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        lookup = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = [.. byPrefix.Keys.Select(prefix => prefix.Length).Distinct().Order()];
    }

    public bool IsEmpty => byPrefix.Count == 0;

    /// <param name="actions">The statements that match the request's action.</param>
    public Decision? Find(AuthorizationRequest request, ulong[] actions)
    {
        foreach (var length in lengths)
        {
            if (length > request.Resource.Length) break;
            if (!lookup.TryGetValue(request.Resource.AsSpan(0, length), out var entries)) continue;
            foreach (var entry in entries)
            {
                if (entry.IsIn(actions) && entry.Statement.AppliesTo(request)) return entry.Decision;
            }
        }

        return null;
    }
}
