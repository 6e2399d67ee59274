using System.Collections;

namespace Slipway.Kernel;

/// <summary>The tags of a resource: unique keys, in the order of the keys.</summary>
public sealed class TagSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<TagSet>
{
    private readonly SortedDictionary<string, string> tags;

    public TagSet(IEnumerable<KeyValuePair<string, string>> tags)
    {
        this.tags = new(StringComparer.Ordinal);
        foreach (var (key, value) in tags) this.tags[key] = value;
    }

    public static TagSet Empty { get; } = new([]);

    public int Count => tags.Count;

    /// <summary>These tags, with the others added or put in their place.</summary>
    public TagSet Merge(IEnumerable<KeyValuePair<string, string>> others) => new(tags.Concat(others));

    public TagSet Without(IEnumerable<string> keys)
    {
        var gone = keys.ToHashSet(StringComparer.Ordinal);
        return new(tags.Where(tag => !gone.Contains(tag.Key)));
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => tags.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(TagSet? other) => other is not null && tags.SequenceEqual(other.tags);

    public override bool Equals(object? obj) => Equals(obj as TagSet);

    public override int GetHashCode() => tags.Aggregate(0, (hash, tag) => HashCode.Combine(hash, tag.Key, tag.Value));
}
