using Slipway.Adapters.Blobs;

namespace Slipway.Adapters.Tests.Unsealed;

/// <summary>Bytes that tell where they are from, and how often they were read.</summary>
internal sealed class CountedSource(long length) : IByteSource
{
    private int reads;

    public int Reads => reads;

    /// <summary>What a read waits for first.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool IsBroken { get; set; }

    public static byte At(long offset) => (byte)(offset * 31 + (offset >> 16));

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        Interlocked.Increment(ref reads);
        await Gate;
        if (IsBroken) throw new IOException("broken");
        var count = (int)Math.Min(buffer.Length, length - offset);
        Fill(offset, buffer.Span[..count]);
        return count;
    }

    public static void AssertIs(long offset, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] != At(offset + i)) Assert.Fail($"byte {offset + i} is another");
    }

    private static void Fill(long offset, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++) bytes[i] = At(offset + i);
    }
}
