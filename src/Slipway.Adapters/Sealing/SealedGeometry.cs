namespace Slipway.Adapters.Sealing;

/// <summary>
/// Where things lie in a sealed file: a header, then chunks of 64 KiB of plaintext, each behind a prefix of its own (see
/// <see cref="SealedHeader"/> and <see cref="ChunkCipher"/>). Lengths follow from each other, so none needs a file opened.
/// </summary>
internal static class SealedGeometry
{
    public const int HeaderSize = 256;

    /// <summary>Bytes of plaintext; the last chunk may have fewer.</summary>
    public const int ChunkSize = 64 * 1024;

    public const int PrefixSize = 48;

    public const int Stride = PrefixSize + ChunkSize;

    public static long PositionOf(long chunk) => HeaderSize + (chunk * Stride);

    public static long FileLengthOf(long plain) => HeaderSize + plain + ((plain + ChunkSize - 1) / ChunkSize * PrefixSize);

    /// <returns>What a whole file of this length holds; for one that is cut short, something that does not lead back to its length.</returns>
    public static long PlainLengthOf(long file)
    {
        var (chunks, rest) = Math.DivRem(Math.Max(0, file - HeaderSize), Stride);
        return (chunks * ChunkSize) + Math.Max(0, rest - PrefixSize);
    }
}
