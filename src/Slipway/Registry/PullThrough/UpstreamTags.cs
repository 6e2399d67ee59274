using System.Collections.Concurrent;

namespace Slipway.Registry.PullThrough;

/// <summary>Which tags need not be compared with their upstream now: ECR does it once in 24 hours.</summary>
internal sealed class UpstreamTags(IUpstreamCheckStore store, TimeProvider clock)
{
    private const int MostKnown = 100_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(24);

    // How long an upstream that failed is left alone: as long as it asks for, within bounds.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(long RepositoryId, ImageTag Tag), DateTimeOffset> next = new();

    public async ValueTask<bool> IsFreshAsync(long repositoryId, ImageTag tag, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (next.TryGetValue((repositoryId, tag), out var due)) return now < due;
        if (await store.FindAsync(repositoryId, tag, ct) is not { } checkedAt) return false;
        Keep(repositoryId, tag, checkedAt + Period);
        return now < checkedAt + Period;
    }

    /// <param name="at">When the upstream was asked.</param>
    public async ValueTask CheckedAsync(long repositoryId, ImageTag tag, DateTimeOffset at, CancellationToken ct)
    {
        await store.PutAsync(repositoryId, tag, at, ct);
        Keep(repositoryId, tag, at + Period);
    }

    /// <summary>The upstream failed: what is cached is served for a while without asking again.</summary>
    public void Postpone(long repositoryId, ImageTag tag, TimeSpan? wish) => Keep(repositoryId, tag, clock.GetUtcNow() + PauseOf(wish));

    /// <summary>How long an upstream that failed is left alone.</summary>
    public static TimeSpan PauseOf(TimeSpan? wish)
    {
        var pause = wish ?? ShortestPause;
        return pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
    }

    private void Keep(long repositoryId, ImageTag tag, DateTimeOffset due)
    {
        if (next.Count >= MostKnown) next.Clear();
        // An import that ends late takes nothing back from what was found out since.
        next.AddOrUpdate((repositoryId, tag), due, (_, known) => known > due ? known : due);
    }
}
