namespace Slipway.Registry.Remotes;

/// <summary>What a registry says refers to a manifest: at most 1000 descriptors, and about a million characters of them. More is passed over.</summary>
public sealed class GatheredReferrers
{
    private const int Most = 1000;
    private const long MostCharacters = 1 << 20;

    // As our own listings bound what they answer: names, digest and sizes of one descriptor.
    private const long Fixed = 400;

    private readonly SortedDictionary<Digest, Referrer> found = [];
    private long characters;

    /// <summary>No more is taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>In the order of their digests.</summary>
    public IReadOnlyList<Referrer> Found => [.. found.Values];

    /// <summary>How much memory it takes to remember referrers, in characters.</summary>
    public static long CostOf(Referrer referrer) =>
        Fixed + referrer.Annotations.Sum(static annotation => annotation.Key.Length + (long)annotation.Value.Length);

    /// <summary>Takes one more, unless it is told twice or there are too many.</summary>
    public void Add(Referrer referrer)
    {
        var cost = CostOf(referrer);
        if (IsFull || found.Count == Most || characters + cost > MostCharacters)
        {
            IsFull = true;
            return;
        }

        if (found.TryAdd(referrer.Digest, referrer)) characters += cost;
    }
}
