using Slipway.Registry.Layers;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// A blob that is read while it is still being fetched: from the stream's last megabytes, or, by who is behind them,
/// from the store once it is kept.
/// </summary>
internal sealed class FollowedBlob(BlobFetch fetch, long length, PullLayer pull, long repositoryId, Digest digest) : IBlobContent
{
    private IBlobContent? kept;

    public long Length => length;

    public ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct) => kept?.LendAsync(offset, count, ct) ?? default;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        if (kept is null)
        {
            if (await fetch.Ring.ReadAsync(offset, buffer, ct) is { } read) return read;
            await fetch.Done.WaitAsync(ct);
            kept = await pull.OpenAsync(repositoryId, digest, ct) ?? throw new IOException("The blob is gone.");
        }

        return await kept.ReadAsync(offset, buffer, ct);
    }

    public ValueTask DisposeAsync() => kept?.DisposeAsync() ?? default;
}
