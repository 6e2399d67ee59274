using Microsoft.Win32.SafeHandles;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>An open blob file. An open file outlives its name, so a deletion meanwhile disturbs no reader.</summary>
internal sealed class FileBlobContent(SafeFileHandle file, long length) : IBlobContent, IByteSource
{
    public long Length => length;

    public SafeFileHandle File => file;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) =>
        RandomAccess.ReadAsync(file, buffer, offset, ct);

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
