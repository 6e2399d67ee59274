using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>An open blob file. An open file outlives its name, so a deletion meanwhile disturbs no reader.</summary>
internal sealed class FileBlobContent(SafeFileHandle file, long length) : IBlobContent
{
    public long Length => length;

    public SafeFileHandle File => file;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        if (ct.IsCancellationRequested) return ValueTask.FromCanceled<int>(ct);
        // What the system has in memory costs a copy; a change of threads would cost more than that.
        var read = PosixFiles.ReadCached(file, buffer.Span, offset);
        return read == buffer.Length || (read > 0 && offset + read >= length) ? new(read) : ReadRestAsync(offset, buffer, read, ct);
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> ReadRestAsync(long offset, Memory<byte> buffer, int read, CancellationToken ct) =>
        read + await RandomAccess.ReadAsync(file, buffer[read..], offset + read, ct);
}
