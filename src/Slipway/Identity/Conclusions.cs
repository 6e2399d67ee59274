using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Slipway.Identity;

/// <summary>What was concluded from identities, kept for as long as none of them changes.</summary>
/// <param name="most">How many are kept; with the next one they begin anew.</param>
internal sealed class Conclusions<TKey, TValue>(IdentityChanges changes, int most)
    where TKey : notnull
{
    private Since current = new(new(), most);

    /// <summary>
    /// Those since the last change. Take them before reading what is to be concluded from, and add to what was taken: when
    /// a change came in between, nobody looks there any more.
    /// </summary>
    public Since Recall()
    {
        var generation = changes.Generation;
        var known = Volatile.Read(ref current);
        if (ReferenceEquals(known.Generation, generation)) return known;
        known = new(generation, most);
        Volatile.Write(ref current, known);
        return known;
    }

    /// <summary>The conclusions of one generation.</summary>
    internal sealed class Since(object generation, int most)
    {
        private readonly ConcurrentDictionary<TKey, TValue> known = new();

        public object Generation => generation;

        public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => known.TryGetValue(key, out value);

        public void Add(TKey key, TValue value)
        {
            if (known.Count >= most) known.Clear();
            known[key] = value;
        }
    }
}
