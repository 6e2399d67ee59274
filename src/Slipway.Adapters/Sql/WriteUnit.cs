namespace Slipway.Adapters.Sql;

/// <summary>One caller's work on its way through the writer: run in a batch, answered after the batch's commit.</summary>
internal abstract class WriteUnit
{
    /// <summary>What the work itself threw; its changes are undone, the rest of the batch stands.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Drops the unit if its caller has gone before the work began.</summary>
    public abstract bool TryCancel();

    /// <summary>Does the work. Never throws.</summary>
    /// <returns>false when it failed and its changes must be undone.</returns>
    public bool TryRun(SqlSession session)
    {
        Fault = null;
        try
        {
            Run(session);
            return true;
        }
#pragma warning disable CA1031 // Whatever a caller's work throws is that caller's, and is handed back to it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Fault = fault;
            return false;
        }
    }

    /// <summary>Answers the caller: the batch is durable.</summary>
    public abstract void Complete();

    /// <summary>Answers the caller: nothing of the batch is stored.</summary>
    public abstract void Fail(Exception fault);

    protected abstract void Run(SqlSession session);
}

/// <inheritdoc/>
internal sealed class WriteUnit<T>(Func<SqlSession, T> work, CancellationToken ct) : WriteUnit
{
    // The callers' continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Answer => answer.Task;

    public override bool TryCancel() => ct.IsCancellationRequested && answer.TrySetCanceled(ct);

    public override void Complete()
    {
        if (Fault is not null) answer.TrySetException(Fault);
        else answer.TrySetResult(result!);
    }

    public override void Fail(Exception fault) => answer.TrySetException(Fault ?? fault);

    protected override void Run(SqlSession session) => result = work(session);
}
