using Slipway.Registry;

namespace Slipway.Tests.Transport;

/// <summary>Lends what it has in pieces; a piece that is given back is written over at once, as if another blob had got the memory.</summary>
internal sealed class LentMemory(byte[] bytes, LoanCount loans) : IBlobContent
{
    private const int PieceSize = 1_000_003;

    public long Length => bytes.Length;

    public ValueTask<LentBytes?> LendAsync(long offset, long count, CancellationToken ct)
    {
        // Every fifth piece is to be read.
        if (offset / PieceSize % 5 == 4) return default;
        var start = (int)(offset / PieceSize * PieceSize);
        var piece = bytes[start..Math.Min(bytes.Length, start + PieceSize)];
        return new(LentBytes.Of(piece.AsMemory((int)offset - start), new Loan(piece, loans)));
    }

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        var count = (int)Math.Min(buffer.Length, bytes.Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(buffer.Span);
        return new(count);
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Loan : IDisposable
    {
        private readonly byte[] piece;
        private readonly LoanCount loans;

        public Loan(byte[] piece, LoanCount loans)
        {
            (this.piece, this.loans) = (piece, loans);
            Interlocked.Increment(ref loans.Given);
        }

        public void Dispose()
        {
            piece.AsSpan().Fill(0xEE);
            Interlocked.Increment(ref loans.Back);
        }
    }
}

/// <summary>How many pieces were lent, and how many of them came back.</summary>
internal sealed class LoanCount
{
    public int Given;
    public int Back;
}
