namespace Slipway.Events.Publishing;

/// <summary>Counts the changes of rules and targets. A store counts one after it was committed and before it is acknowledged.</summary>
internal sealed class RouteChanges
{
    private long count;

    public long Count => Volatile.Read(ref count);

    public void Note() => Interlocked.Increment(ref count);
}
