using System.Collections.Concurrent;
using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// Blobs that are being fetched, each once however many ask for it. A fetch belongs to nobody: it goes on when all who
/// asked have left, since it is wanted in the cache.
/// </summary>
internal sealed class UpstreamBlobs(PushLayer push, PullLayer pull, PullThroughMetrics metrics) : IAsyncDisposable
{
    // Each keeps a ring of 4 MiB.
    private const int MostFetches = 24;

    // An upstream that sends for ever must not hold up the other accounts'.
    private const int MostOfAccount = 8;

    // ECR's quota of a layer.
    private const long LargestLayer = 52_000L << 20;

    private readonly ConcurrentDictionary<LinkKey, Lazy<BlobFetch>> fetches = new();
    // For each number of hops by itself: a fetch that waits for the next registry's must not keep it from beginning.
    private readonly ConcurrentDictionary<(string Account, int Hops), SemaphoreSlim> accounts = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> slots = new();
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Opens a blob that the repository does not hold, to be read while it comes.</summary>
    /// <param name="size">As a manifest states it; null where none is known.</param>
    /// <returns>null when the upstream has none such.</returns>
    /// <exception cref="RemoteFailureException">The upstream did not give it.</exception>
    public ValueTask<IBlobContent?> OpenAsync(IRegistrySource upstream, string upstreamName, Repository repository, Digest digest, long? size, CancellationToken ct) =>
        FollowAsync(Start(upstream, upstreamName, repository, digest, size), new(repository.Id, digest), ct);

    /// <summary>Opens a blob that is being fetched already.</summary>
    /// <returns>null when none is, or the upstream has none such.</returns>
    /// <inheritdoc cref="OpenAsync"/>
    public async ValueTask<IBlobContent?> JoinAsync(LinkKey blob, CancellationToken ct) =>
        fetches.TryGetValue(blob, out var fetch) ? await FollowAsync(fetch.Value, blob, ct) : null;

    /// <summary>Fetches a blob to its end.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    /// <returns>false when the upstream has none such.</returns>
    public async ValueTask<bool> FetchAsync(IRegistrySource upstream, string upstreamName, Repository repository, Digest digest, long? size, CancellationToken ct) =>
        await Start(upstream, upstreamName, repository, digest, size).Done.WaitAsync(ct);

    /// <summary>Ends what is under way, before the stores go that it writes to.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (var fetch in fetches.Values) await fetch.Value.Done.ContinueWith(static _ => { }, TaskScheduler.Default);
        stopping.Dispose();
    }

    private async ValueTask<IBlobContent?> FollowAsync(BlobFetch fetch, LinkKey blob, CancellationToken ct)
    {
        if (await fetch.Opened.WaitAsync(ct) is { } length) return new FollowedBlob(fetch, length, pull, blob.RepositoryId, blob.Digest);
        // Without a length it cannot be announced before it is whole.
        return await fetch.Done.WaitAsync(ct) ? await pull.OpenAsync(blob.RepositoryId, blob.Digest, ct) : null;
    }

    private BlobFetch Start(IRegistrySource upstream, string upstreamName, Repository repository, Digest digest, long? size)
    {
        var key = new LinkKey(repository.Id, digest);
        return fetches.GetOrAdd(key, wanted => new(() =>
        {
            var fetch = new BlobFetch(upstream, upstreamName, repository.Id, digest, size ?? LargestLayer, push, pull, metrics);
            _ = RunAsync(
                key, fetch, accounts.GetOrAdd((repository.Registry.Account, upstream.Hops), static _ => new(MostOfAccount)), slots.GetOrAdd(upstream.Hops, static _ => new(MostFetches)));
            return fetch;
        })).Value;
    }

    private async Task RunAsync(LinkKey key, BlobFetch fetch, SemaphoreSlim account, SemaphoreSlim everybody)
    {
        var stop = stopping.Token;
        await Task.Yield();
        var (isNext, isIn) = (false, false);
        try
        {
            await account.WaitAsync(stop);
            isNext = true;
            await everybody.WaitAsync(stop);
            isIn = true;
        }
        catch (OperationCanceledException)
        {
            // The fetch says so to those who wait.
        }

        await fetch.RunAsync(stop);
        // Whoever asks from now on finds the blob, or tries anew.
        fetches.TryRemove(key, out _);
        if (isIn) everybody.Release();
        if (isNext) account.Release();
    }
}
