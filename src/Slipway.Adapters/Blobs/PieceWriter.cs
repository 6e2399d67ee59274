using System.Buffers;
using System.Threading.Tasks.Sources;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Writes the pieces of one upload after each other, one at a time: at once, or on another thread while the caller
/// hashes the same piece. Starts write-back every 16 MiB, so that the flush at the end finds little left to do.
/// </summary>
internal sealed class PieceWriter(UploadFile file) : IThreadPoolWorkItem, IValueTaskSource
{
    private const long WriteBackStep = 16 * 1024 * 1024;

    private ManualResetValueTaskSourceCore<bool> ended;
    private ReadOnlySequence<byte> piece;
    private long startedTo = file.Length;

    public void Write(in ReadOnlySequence<byte> bytes)
    {
        file.Append(bytes);
        if (file.Length - startedTo < WriteBackStep) return;
        // Of a sealed file a little less than was received: the flush at the end takes the rest.
        PosixFiles.StartFlush(file.Handle, startedTo, file.Length - startedTo);
        startedTo = file.Length;
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
