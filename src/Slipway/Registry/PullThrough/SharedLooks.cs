using System.Collections.Concurrent;

namespace Slipway.Registry.PullThrough;

/// <summary>Looks that are under way: those who ask for the same at one time share the answer.</summary>
internal sealed class SharedLooks<TKey, TAnswer>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TAnswer>>> looking = new();

    /// <param name="look">Begun by the first who asks, and not for one of those who wait alone: it ends in time by itself.</param>
    /// <param name="ct">Whoever leaves stops nobody else.</param>
    public Task<TAnswer> AskAsync(TKey key, Func<Task<TAnswer>> look, CancellationToken ct) =>
        looking.GetOrAdd(key, _ => new(() => RunAsync(key, look))).Value.WaitAsync(ct);

    private async Task<TAnswer> RunAsync(TKey key, Func<Task<TAnswer>> look)
    {
        await Task.Yield();
        try
        {
            return await look();
        }
        finally
        {
            // Also when all who asked have left: whoever comes later looks for himself.
            looking.TryRemove(key, out _);
        }
    }
}
