using Microsoft.Win32.SafeHandles;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Finds the end of what an unfinished sealed file holds whole, and cuts off the rest. The last place in it has the chunk
/// of that place, or a copy of the one before (see <see cref="SealedUpload"/>), or what a killed process began to write.
/// </summary>
internal static class UploadRecovery
{
    /// <param name="box">Room for a sealed chunk.</param>
    /// <param name="plain">Gets the last chunk where it is short.</param>
    /// <returns>Bytes of plaintext.</returns>
    public static long Recover(SafeFileHandle file, ChunkCipher cipher, byte[] box, byte[] plain)
    {
        for (var place = LastPlace(file); place >= 0; place--)
        {
            if (TryRead(file, cipher, place, place, box, plain) is { } length) return End(file, place, length);
            if (place == 0 || TryRead(file, cipher, place, place - 1, box, plain) is not { } copied) continue;
            // The chunk itself may have been written since the copy was made.
            if (TryRead(file, cipher, place - 1, place - 1, box, plain) is { } present && present >= copied) return End(file, place - 1, present);
            TryRead(file, cipher, place, place - 1, box, plain);
            RandomAccess.Write(file, box.AsSpan(0, SealedGeometry.PrefixSize + copied), SealedGeometry.PositionOf(place - 1));
            return End(file, place - 1, copied);
        }

        return End(file, 0, 0);
    }

    private static long LastPlace(SafeFileHandle file)
    {
        var body = RandomAccess.GetLength(file) - SealedGeometry.HeaderSize;
        return body <= 0 ? -1 : (body - 1) / SealedGeometry.Stride;
    }

    private static int? TryRead(SafeFileHandle file, ChunkCipher cipher, long place, long chunk, byte[] box, byte[] plain)
    {
        var read = RandomAccess.Read(file, box.AsSpan(0, SealedGeometry.Stride), SealedGeometry.PositionOf(place));
        if (read < SealedGeometry.PrefixSize) return null;
        var length = ChunkCipher.LengthOf(box);
        return length is > 0 and <= SealedGeometry.ChunkSize && read >= SealedGeometry.PrefixSize + length
            && cipher.TryOpen(chunk, box.AsSpan(0, SealedGeometry.PrefixSize + length), plain.AsSpan(0, length))
                ? length
                : null;
    }

    private static long End(SafeFileHandle file, long place, int length)
    {
        var end = SealedGeometry.FileLengthOf((place * SealedGeometry.ChunkSize) + length);
        if (RandomAccess.GetLength(file) != end) RandomAccess.SetLength(file, end);
        return (place * SealedGeometry.ChunkSize) + length;
    }
}
