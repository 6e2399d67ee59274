using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>The file of an upload, open for one request: plain, or sealed. One caller at a time, on any thread.</summary>
internal abstract class UploadFile(SafeFileHandle handle, long domain, long length) : IByteSource, IDisposable
{
    private bool isBroken;

    public SafeFileHandle Handle => handle;

    public long Domain => domain;

    /// <summary>Bytes of plaintext received.</summary>
    public long Length { get; protected set; } = length;

    /// <summary>Receives bytes. They may stay in memory until <see cref="Rest"/>.</summary>
    /// <exception cref="IOException">The disk is full, say; <see cref="KeepWhole"/> makes the best of it.</exception>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        try
        {
            Write(bytes);
        }
        catch
        {
            isBroken = true;
            throw;
        }
    }

    /// <summary>Everything received is in the file from now on, and survives the end of the process.</summary>
    public void Rest()
    {
        try
        {
            WriteRest();
        }
        catch
        {
            isBroken = true;
            throw;
        }
    }

    /// <summary>After a failure: what was received is kept, or where that cannot be written, what was written whole.</summary>
    public void KeepWhole()
    {
        try
        {
            if (!isBroken) Rest();
        }
        catch (IOException)
        {
            // The caller has a failure to tell of already.
        }

        if (isBroken) Recover();
        isBroken = false;
    }

    /// <inheritdoc/>
    public abstract ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct);

    /// <summary>Ends the file as the blob of this digest. It is not flushed.</summary>
    public abstract void Finish(Digest digest);

    public virtual void Dispose() => handle.Dispose();

    protected abstract void Write(in ReadOnlySequence<byte> bytes);

    protected abstract void WriteRest();

    /// <summary>Cuts off what was not written whole.</summary>
    protected abstract void Recover();
}
