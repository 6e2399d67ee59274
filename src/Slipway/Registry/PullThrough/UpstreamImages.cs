using Microsoft.Extensions.Logging;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>Sees to it that a cached repository has what its upstream has, when it is pulled.</summary>
internal sealed partial class UpstreamImages(
    Upstreams upstreams, UpstreamImports imports, UpstreamBlobs blobs, UpstreamTags tags, PullImage images, PushImage push, UpstreamJournal journal,
    PullThroughMetrics metrics, TimeProvider clock, ILogger<UpstreamImages> log)
{
    private readonly SharedLooks<(long RepositoryId, Reference Reference), StoredManifest?> looks = new();

    /// <summary>Looks whether the upstream has an image at all, before a repository is made for it.</summary>
    /// <exception cref="RemoteFailureException">The upstream cannot be asked.</exception>
    public async ValueTask<bool> ExistsAsync(RegistryScope registry, PullThroughRule rule, RepositoryName name, Reference reference, CancellationToken ct)
    {
        var upstream = await upstreams.OpenAsync(registry, rule, name, ct);
        return await upstream.Registry.FindDigestAsync(upstream.Name, reference, ct) is not null;
    }

    /// <summary>What is to be answered in the place of the repository's own image.</summary>
    /// <param name="mayImport">Whether the one who pulls may bring in images; asked only when it matters.</param>
    /// <returns>null when the repository's own is to be answered, or there is none.</returns>
    /// <exception cref="RemoteFailureException">The upstream does not answer, and nothing is cached; or it refuses, and is of this server.</exception>
    public async ValueTask<StoredManifest?> FindAsync(PullThroughRule rule, Repository repository, Reference reference, Func<ValueTask<bool>> mayImport, CancellationToken ct)
    {
        var cached = await images.FindAsync(repository, reference, ct);
        var isEnough = cached is not null && (reference.Tag is not { } tag || await tags.IsFreshAsync(repository.Id, tag, ct));
        if (isEnough || (cached is not null && !await mayImport()))
        {
            metrics.Hit();
            return null;
        }

        if (imports.Find(repository.Id, reference) is { } coming)
        {
            metrics.Hit();
            return coming;
        }

        if (cached is null && !await mayImport()) return null;
        // Before it waits for a look that may be waiting for it.
        if (upstreams.Refusal() is { } circle) return cached is null ? throw circle : null;
        return await looks.AskAsync((repository.Id, reference), () => LookAsync(rule, repository, reference, cached), ct);
    }

    /// <summary>Opens a blob that the repository does not hold, to be read while it comes.</summary>
    /// <returns>null when the upstream has none such.</returns>
    /// <exception cref="RemoteFailureException">The upstream did not give it.</exception>
    public async ValueTask<IBlobContent?> OpenBlobAsync(PullThroughRule rule, Repository repository, Digest digest, CancellationToken ct)
    {
        metrics.Missed();
        var upstream = await upstreams.OpenAsync(repository.Registry, rule, repository.Name, ct);
        return await blobs.OpenAsync(upstream.Registry, upstream.Name, repository, digest, imports.SizeOf(repository.Id, digest), ct);
    }

    /// <summary>A blob that is being fetched already, to be read while it comes.</summary>
    /// <inheritdoc cref="OpenBlobAsync"/>
    public ValueTask<IBlobContent?> JoinBlobAsync(LinkKey blob, CancellationToken ct) => blobs.JoinAsync(blob, ct);

    /// <summary>Waits for the images under way that need one of these blobs: for a while, and no matter what becomes of them.</summary>
    public ValueTask WaitAsync(long repositoryId, IReadOnlyCollection<Digest> wanted, CancellationToken ct) => imports.WaitAsync(repositoryId, wanted, ct);

    private async Task<StoredManifest?> LookAsync(PullThroughRule rule, Repository repository, Reference reference, StoredManifest? cached)
    {
        metrics.Missed();
        try
        {
            return await CompareAsync(await upstreams.OpenAsync(repository.Registry, rule, repository.Name, CancellationToken.None), repository, reference, cached);
        }
        catch (RemoteFailureException failure)
        {
            metrics.Failed();
            UpstreamFailed(log, rule.UpstreamUrl, failure.Fault, failure.Message);
            if (cached is not null) await journal.TryNoteAsync(rule, repository, cached.Digest, reference.Tag, isSynced: false);
            // Departs: ECR serves what is cached whatever keeps it from the upstream; here not for a tag that an upstream registry of this server refuses.
            if (cached is null || failure.Fault is RemoteFault.Refused) throw;
            tags.Postpone(repository.Id, reference.Tag!.Value, failure.RetryAfter);
            return null;
        }
    }

    private async ValueTask<StoredManifest?> CompareAsync(Upstream upstream, Repository repository, Reference reference, StoredManifest? cached)
    {
        var now = clock.GetUtcNow();
        if (cached is not null)
        {
            // An image that is gone there stays here.
            var there = await upstream.Registry.FindDigestAsync(upstream.Name, reference, CancellationToken.None);
            if (there is null || there == cached.Digest)
            {
                await tags.CheckedAsync(repository.Id, reference.Tag!.Value, now, CancellationToken.None);
                return null;
            }
        }

        if (await upstream.Registry.FindManifestAsync(upstream.Name, reference, CancellationToken.None) is not { } fetched) return null;
        var (manifest, document) = UpstreamManifest.Read(fetched);
        if (reference.Tag is { } tag && await images.FindAsync(repository, Reference.To(manifest.Digest), CancellationToken.None) is not null)
        {
            // Nothing is to be fetched: the tag has moved to what is here.
            await push.PushAsync(new(repository.Id, manifest.Content, manifest.MediaType, manifest.Digest, tag) { Origin = ChangeOrigin.PullThrough }, CancellationToken.None);
            await tags.CheckedAsync(repository.Id, tag, now, CancellationToken.None);
            await journal.TryNoteAsync(upstream.Rule, repository, manifest.Digest, tag, isSynced: true);
            return null;
        }

        _ = imports.Start(upstream, repository, manifest, document, reference.Tag);
        return manifest;
    }

    [LoggerMessage(3503, LogLevel.Warning, "The upstream {Upstream} failed: {Fault}, {Why}")]
    private static partial void UpstreamFailed(ILogger log, string upstream, RemoteFault fault, string why);
}
