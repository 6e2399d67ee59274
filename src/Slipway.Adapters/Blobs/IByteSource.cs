namespace Slipway.Adapters.Blobs;

/// <summary>Bytes that can be read at any offset.</summary>
internal interface IByteSource
{
    /// <returns>Fewer bytes than asked for only at the end.</returns>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct);
}
