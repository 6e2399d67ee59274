using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Blobs;
using Slipway.Registry;

namespace Slipway.Adapters.Sealing;

/// <summary>An open blob that is encrypted. An open file outlives its name, so a deletion meanwhile disturbs no reader.</summary>
internal sealed class SealedBlobContent(SafeFileHandle file, ChunkCipher cipher, long length, Func<long, ValueTask> damaged) : IBlobContent, IByteSource
{
    private readonly SealedReader reader = new(file, cipher, length);

    public long Length => length;

    /// <summary>None: what lies in it is not what is to be sent.</summary>
    public SafeFileHandle? File => null;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(offset, buffer, ct);
        }
        catch (DamagedChunkException damage)
        {
            await damaged(damage.Chunk);
            throw new InvalidDataException("The blob is damaged. It was set aside; pushing it again heals it.", damage);
        }
    }

    public ValueTask<bool> IsSoundAsync(long chunk, CancellationToken ct) => reader.IsSoundAsync(chunk, ct);

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        cipher.Dispose();
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
