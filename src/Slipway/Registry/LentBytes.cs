using Microsoft.Win32.SafeHandles;

namespace Slipway.Registry;

/// <summary>Bytes that a blob lends: a piece of a file, or memory, which nobody may write to.</summary>
/// <param name="File">null for memory.</param>
/// <param name="Offset">Where in the file they begin.</param>
/// <param name="Length">How many there are; at least one.</param>
/// <param name="Loan">To be disposed once; null when nobody waits for it.</param>
public readonly record struct LentBytes(SafeFileHandle? File, long Offset, Memory<byte> Memory, long Length, IDisposable? Loan) : IDisposable
{
    public static LentBytes Of(SafeFileHandle file, long offset, long length) => new(file, offset, default, length, null);

    public static LentBytes Of(Memory<byte> memory, IDisposable loan) => new(null, 0, memory, memory.Length, loan);

    public void Dispose() => Loan?.Dispose();
}
