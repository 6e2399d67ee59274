using System.IO.Compression;

namespace Slipway.Registry.Archiving;

/// <summary>Brotli where it gains anything. Most layers come compressed, and are found out by a look at little of them.</summary>
internal static class ChunkCompression
{
    // The strongest that is still some 50 MB/s; what is archived is written once and hardly ever read.
    private const int Quality = 6, QuickQuality = 1, Window = 22;

    private const int SampleSize = 16 * 1024;

    /// <returns>Bytes written to <paramref name="target"/>; null when it is not worth it.</returns>
    /// <param name="target">As long as <paramref name="chunk"/>.</param>
    public static int? TryCompress(ReadOnlySpan<byte> chunk, Span<byte> target)
    {
        var sample = chunk[..Math.Min(chunk.Length, SampleSize)];
        if (!BrotliEncoder.TryCompress(sample, target[..WorthIt(sample.Length)], out _, QuickQuality, Window)) return null;
        return BrotliEncoder.TryCompress(chunk, target[..WorthIt(chunk.Length)], out var written, Quality, Window) ? written : null;
    }

    /// <returns>false when the bytes are not what was compressed.</returns>
    public static bool TryExpand(ReadOnlySpan<byte> stored, Span<byte> chunk) =>
        BrotliDecoder.TryDecompress(stored, chunk, out var written) && written == chunk.Length;

    // A sixteenth less.
    private static int WorthIt(int length) => length - (length / 16);
}
