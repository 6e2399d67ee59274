using System.Buffers;
using System.Threading.Tasks.Sources;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Writes the pieces of one upload at their offsets, one at a time: at once, or on another thread while the caller
/// hashes the same piece. Starts write-back every 16 MiB, so that the flush at the end finds little left to do.
/// </summary>
internal sealed class PieceWriter(SafeFileHandle file, long offset) : IThreadPoolWorkItem, IValueTaskSource
{
    private const long WriteBackStep = 16 * 1024 * 1024;

    private readonly List<ReadOnlyMemory<byte>> segments = [];
    private ManualResetValueTaskSourceCore<bool> ended;
    private ReadOnlySequence<byte> piece;
    private long startedTo = offset;

    /// <summary>Where the next piece goes.</summary>
    public long Offset { get; private set; } = offset;

    public void Write(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            RandomAccess.Write(file, bytes.FirstSpan, Offset);
        }
        else
        {
            segments.Clear();
            foreach (var segment in bytes) segments.Add(segment);
            RandomAccess.Write(file, segments, Offset);
        }

        Offset += bytes.Length;
        if (Offset - startedTo < WriteBackStep) return;
        PosixFiles.StartFlush(file, startedTo, Offset - startedTo);
        startedTo = Offset;
    }

    /// <summary>Hands the piece to another thread. The bytes must stay until the answer has ended.</summary>
    public ValueTask WriteElsewhere(in ReadOnlySequence<byte> bytes)
    {
        ended.Reset();
        piece = bytes;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return new(this, ended.Version);
    }

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            Write(piece);
        }
        catch (Exception fault)
        {
            ended.SetException(fault);
            return;
        }

        ended.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => ended.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => ended.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        ended.OnCompleted(continuation, state, token, flags);
}
