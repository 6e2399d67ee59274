using Microsoft.Win32.SafeHandles;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>An open blob file. An open file outlives its name, so a deletion meanwhile disturbs no reader.</summary>
internal sealed class FileBlobContent(SafeFileHandle file, long length) : IBlobContent, IByteSource
{
    public long Length => length;

    public ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct) =>
        new(offset < length ? LentBytes.Of(file, offset, length - offset) : null);

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) =>
        RandomAccess.ReadAsync(file, buffer, offset, ct);

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
