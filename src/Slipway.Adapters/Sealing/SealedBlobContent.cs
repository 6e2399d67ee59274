using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Sealing;

/// <summary>An open blob that is encrypted. An open file outlives its name, so a deletion meanwhile disturbs no reader.</summary>
/// <param name="join">Makes it one of the blob's readers, who share what they open; when it is first asked to lend.</param>
internal sealed class SealedBlobContent(SafeFileHandle file, ChunkCipher cipher, long length, Func<long, ValueTask> damaged, Func<UnsealedReader?> join)
    : IBlobContent, IByteSource
{
    private readonly SealedReader reader = new(file, cipher, length);
    private readonly Lazy<UnsealedReader?> shared = new(join, isThreadSafe: false);

    public long Length => length;

    public ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct) =>
        offset < length && shared.Value is { } among ? among.LendAsync(reader, offset, count, ct) : default;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            if (shared is { IsValueCreated: true, Value: { } among }) await among.SettleAsync();
            return await reader.ReadAsync(offset, buffer, ct);
        }
        catch (DamagedChunkException damage)
        {
            await damaged(damage.Chunk);
            throw new InvalidDataException("The blob is damaged. It was set aside; pushing it again heals it.", damage);
        }
    }

    public ValueTask<bool> IsSoundAsync(long chunk, CancellationToken ct) => reader.IsSoundAsync(chunk, ct);

    public async ValueTask DisposeAsync()
    {
        if (shared is { IsValueCreated: true, Value: { } among }) await among.DisposeAsync();
        reader.Dispose();
        cipher.Dispose();
        file.Dispose();
    }
}
