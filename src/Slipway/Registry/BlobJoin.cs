namespace Slipway.Registry;

/// <summary>Holds what the database knows against what the blob store has. Both come in the order of the names, so memory does not grow with either.</summary>
internal static class BlobJoin
{
    /// <returns>For every name that either side has, what each of them says of it.</returns>
    public static async IAsyncEnumerable<(KnownBlob? Known, StoredBlob? Stored)> JoinAsync(IAsyncEnumerable<KnownBlob> known, IAsyncEnumerable<StoredBlob> stored)
    {
        await using var left = known.GetAsyncEnumerator();
        await using var right = stored.GetAsyncEnumerator();
        var hasLeft = await left.MoveNextAsync();
        var hasRight = await right.MoveNextAsync();
        while (hasLeft || hasRight)
        {
            var order = !hasLeft ? 1 : !hasRight ? -1 : left.Current.Name.CompareTo(right.Current.Name);
            yield return (order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            if (order <= 0) hasLeft = await left.MoveNextAsync();
            if (order >= 0) hasRight = await right.MoveNextAsync();
        }
    }
}
