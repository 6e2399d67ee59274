using Slipway.Registry;

namespace Slipway.Adapters.Unsealed;

/// <summary>The readers of one blob, and the pieces of it that they share. Guarded by the set that it belongs to.</summary>
internal sealed class UnsealedBlob(BlobName name, long length)
{
    public BlobName Name => name;

    public long Length => length;

    public List<UnsealedReader> Readers { get; } = [];

    /// <summary>By where they begin.</summary>
    public Dictionary<long, UnsealedPiece> Pieces { get; } = [];

    /// <summary>Whether another reader is going to come by soon enough to find the piece.</summary>
    /// <param name="window">How far behind it may be, in bytes.</param>
    /// <param name="since">When it must have asked last; who has not is too slow, or gone.</param>
    public bool IsAwaited(UnsealedReader reader, long start, long window, long since)
    {
        foreach (var other in Readers)
        {
            if (other != reader && other.AskedAt is { } asked && asked >= since && other.End > start
                && other.Position <= Math.Max(start, reader.Position) && other.Position >= start - window)
                return true;
        }

        return false;
    }
}
