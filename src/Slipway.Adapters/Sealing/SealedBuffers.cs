using System.Collections.Concurrent;

namespace Slipway.Adapters.Sealing;

/// <summary>Buffers of the sizes that sealed files are read and written in, used again and again. The shared pool would round them up to twice that.</summary>
internal sealed class SealedBuffers(int size)
{
    // Beyond so many at rest they are left to the collector.
    private const int MostIdle = 64;

    private readonly ConcurrentBag<byte[]> idle = [];

    /// <summary>One chunk of plaintext.</summary>
    public static SealedBuffers Chunk { get; } = new(SealedGeometry.ChunkSize);

    /// <summary>Four sealed chunks: as much as is read or written at a time.</summary>
    public static SealedBuffers Run { get; } = new(ChunksPerRun * SealedGeometry.Stride);

    public const int ChunksPerRun = 4;

    public byte[] Rent() => idle.TryTake(out var buffer) ? buffer : GC.AllocateUninitializedArray<byte>(size);

    public void Return(byte[] buffer)
    {
        if (idle.Count < MostIdle) idle.Add(buffer);
    }
}
