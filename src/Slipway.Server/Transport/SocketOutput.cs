using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Slipway.Registry;

namespace Slipway.Server.Transport;

/// <summary>
/// The output of a connection, written to its socket by whoever flushes: no second loop, no hop between threads, and
/// pieces of files are sent by the kernel, in order with everything else. The server calls it from one flow at a
/// time, <see cref="CancelPendingFlush"/> excepted. Buffers are held only between a write and its flush.
/// </summary>
internal sealed class SocketOutput(ConnectionContext connection, SocketSender sender, OfferedPiece piece) : PipeWriter
{
    private const int FirstBuffer = 8 * 1024;
    private const int NextBuffer = 64 * 1024;

    private readonly List<ArraySegment<byte>> full = [];
    private byte[]? tail;
    private int tailUsed;
    private long unflushed;
    private int pieceLength;
    private PieceState pieceState;
    private int flow;
    private volatile bool isBroken;
    private volatile bool isFlushCanceled;

    /// <summary>Who gives the buffers back: whoever is not <see cref="Completed"/> while a flush still reads them.</summary>
    private const int Idle = 0, Flushing = 1, Completed = 2;

    private enum PieceState
    {
        None,

        /// <summary>The next memory to be handed out is the piece.</summary>
        Offered,

        /// <summary>It was handed out and not yet written.</summary>
        Taken,

        /// <summary>It is part of what the next flush sends, after everything before it.</summary>
        Written,
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => unflushed;

    /// <summary>Makes the next memory handed out that of a piece, or stand for it. The loan ends when it is sent or withdrawn.</summary>
    public Memory<byte> Offer(in LentBytes lent, int count)
    {
        piece.Prepare(lent, count);
        pieceState = PieceState.Offered;
        return piece.Bytes;
    }

    /// <summary>Takes back a piece that was not written.</summary>
    public void Withdraw()
    {
        if (pieceState is PieceState.Written) return;
        piece.Clear();
        pieceState = PieceState.None;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (pieceState is PieceState.Offered)
        {
            pieceState = PieceState.Taken;
            return piece.Bytes;
        }

        return Room(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (pieceState is PieceState.Taken)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, piece.Bytes.Length);
            pieceLength = bytes;
            pieceState = PieceState.Written;
        }
        else
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (tail?.Length ?? 0) - tailUsed);
            tailUsed += bytes;
        }

        unflushed += bytes;
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (isBroken)
        {
            Discard();
            return new(Result());
        }

        if (unflushed == 0) return new(Result());
        if (Interlocked.CompareExchange(ref flow, Flushing, Idle) != Idle) return new(Result());
        if (full.Count > 0 || pieceState is PieceState.Written) return SendAllAsync(cancellationToken);

        // The usual answer: one buffer, which the socket takes at once.
        ValueTask<int> send;
        try
        {
            send = sender.StartAsync(tail.AsMemory(0, tailUsed), cancellationToken);
        }
        catch (Exception fault) when (IsConnectionFault(fault))
        {
            var result = Break(fault);
            EndFlush();
            return new(result);
        }

        if (!send.IsCompletedSuccessfully) return FinishAsync(send, cancellationToken);
        var sent = send.Result;
        if (sent != tailUsed) return FinishAsync(new(sent), cancellationToken);
        EndFlush();
        return new(Result());
    }

    public override void CancelPendingFlush() => isFlushCanceled = true;

    public override void Complete(Exception? exception = null)
    {
        isBroken = true;
        if (Interlocked.Exchange(ref flow, Completed) != Flushing) Discard();
    }

    private Memory<byte> Room(int sizeHint)
    {
        if (tail is not null)
        {
            var left = tail.Length - tailUsed;
            if (left > 0 && left >= sizeHint) return tail.AsMemory(tailUsed);
            if (tailUsed > 0)
                full.Add(new(tail, 0, tailUsed));
            else
                ArrayPool<byte>.Shared.Return(tail);
        }

        tail = ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, full.Count == 0 ? FirstBuffer : NextBuffer));
        tailUsed = 0;
        return tail;
    }

    private async ValueTask<FlushResult> FinishAsync(ValueTask<int> send, CancellationToken ct)
    {
        try
        {
            var sent = await send;
            await sender.SendAsync(tail.AsMemory(sent, tailUsed - sent), ct);
            return Result();
        }
        catch (Exception fault) when (IsConnectionFault(fault))
        {
            return Break(fault);
        }
        catch (OperationCanceledException)
        {
            // How much arrived is unknown: nothing more may follow.
            isBroken = true;
            throw;
        }
        finally
        {
            EndFlush();
        }
    }

    private async ValueTask<FlushResult> SendAllAsync(CancellationToken ct)
    {
        try
        {
            if (full.Count > 0)
            {
                if (tailUsed > 0) full.Add(new(tail!, 0, tailUsed));
                (tail, tailUsed) = (null, 0);
                if (full.Count == 1)
                    await sender.SendAsync(full[0], ct);
                else
                    await sender.SendAsync(full);
            }
            else if (tailUsed > 0)
            {
                await sender.SendAsync(tail.AsMemory(0, tailUsed), ct);
            }

            if (pieceState is PieceState.Written) await sender.SendAsync(piece, pieceLength, ct);
            return Result();
        }
        catch (Exception fault) when (IsConnectionFault(fault) || fault is EndOfStreamException)
        {
            return Break(fault);
        }
        catch (OperationCanceledException)
        {
            isBroken = true;
            throw;
        }
        finally
        {
            EndFlush();
        }
    }

    private FlushResult Result()
    {
        var isCanceled = isFlushCanceled;
        isFlushCanceled = false;
        return new(isCanceled, isCompleted: isBroken);
    }

    private FlushResult Break(Exception fault)
    {
        isBroken = true;
        connection.Abort(new("The connection could not be written to.", fault));
        return Result();
    }

    private void EndFlush()
    {
        Discard();
        Interlocked.CompareExchange(ref flow, Idle, Flushing);
    }

    private void Discard()
    {
        foreach (var buffer in full) ArrayPool<byte>.Shared.Return(buffer.Array!);
        full.Clear();
        if (tail is not null) ArrayPool<byte>.Shared.Return(tail);
        (tail, tailUsed, unflushed) = (null, 0, 0);
        piece.Clear();
        pieceState = PieceState.None;
    }

    private static bool IsConnectionFault(Exception fault) => fault is SocketException or ObjectDisposedException;
}
