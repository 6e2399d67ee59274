using Slipway.Kernel;

namespace Slipway.Registry.PullThrough;

/// <summary>Reads a blob from an offset to its end, and closes it.</summary>
internal sealed class BlobStream(IBlobContent content, long offset) : ForwardStream
{
    private long position = offset;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = position < content.Length ? await content.ReadAsync(position, buffer, cancellationToken) : 0;
        position += read;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await base.DisposeAsync();
    }
}
