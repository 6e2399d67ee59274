using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Layers;
using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// Brings images into their repositories in the background: every blob, of an index every child, and then the manifest.
/// Meanwhile clients are served by what has come; their pulls and the import share every fetch.
/// </summary>
internal sealed partial class UpstreamImports(
    UpstreamBlobs blobs, PullLayer layers, IImageStore images, PushImage push, UpstreamTags tags, UpstreamJournal journal, TimeProvider clock, ILogger<UpstreamImports> log)
{
    // Beyond these, images are served without being kept.
    private const int MostImports = 1000;

    // Bytes of the manifests of all imports under way, which are in memory until their images have arrived.
    private const long MostBytes = 64L << 20;

    // Of the blobs of one image.
    private const int AtOnce = 4;

    // Clients of the API give up after a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(long RepositoryId, Digest Digest), UpstreamImport> running = new();
    private long bytes;

    /// <summary>The manifest of an import that is under way.</summary>
    public StoredManifest? Find(long repositoryId, Reference reference)
    {
        if (running.IsEmpty) return null;
        if (reference.Digest is { } digest) return running.GetValueOrDefault((repositoryId, digest))?.Manifest;
        return running.FirstOrDefault(import => import.Key.RepositoryId == repositoryId && import.Value.Has(reference.Tag!.Value)).Value?.Manifest;
    }

    /// <summary>The size of a blob, as a manifest under way states it.</summary>
    public long? SizeOf(long repositoryId, Digest blob) => ImportsOf(repositoryId, blob)
        .SelectMany(import => import.Document.Blobs).FirstOrDefault(reference => reference.Digest == blob)?.Size;

    /// <summary>Waits for the images that need one of these blobs, for a while.</summary>
    public async ValueTask WaitAsync(long repositoryId, IReadOnlyCollection<Digest> wanted, CancellationToken ct)
    {
        if (running.IsEmpty) return;
        var imports = wanted.SelectMany(blob => ImportsOf(repositoryId, blob)).Distinct().Select(import => import.Task);
        try
        {
            await Task.WhenAll(imports).WaitAsync(Patience, clock, ct);
        }
        catch (TimeoutException)
        {
            // Whoever asked is told what is there by now.
        }
    }

    /// <summary>Begins an import, or joins the one that is under way.</summary>
    /// <returns>Ends when the image has arrived (true) or will not.</returns>
    public Task<bool> Start(Upstream upstream, Repository repository, StoredManifest manifest, ManifestDocument document, ImageTag? tag)
    {
        while (true)
        {
            var key = (repository.Id, manifest.Digest);
            if (running.TryGetValue(key, out var known))
            {
                if (known.TryAdd(tag)) return known.Task;
                // It is over, and about to be taken out.
                running.TryRemove(new(key, known));
                continue;
            }

            if (running.Count >= MostImports || !TryReserve(manifest)) return Task.FromResult(false);
            var import = new UpstreamImport(manifest, document);
            import.TryAdd(tag);
            var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            import.Task = ended.Task;
            if (!running.TryAdd(key, import))
            {
                Release(manifest);
                continue;
            }

            _ = RunAsync(upstream, repository, import, ended);
            return import.Task;
        }
    }

    private bool TryReserve(StoredManifest manifest)
    {
        if (Interlocked.Add(ref bytes, manifest.Content.Length) <= MostBytes) return true;
        Release(manifest);
        return false;
    }

    private void Release(StoredManifest manifest) => Interlocked.Add(ref bytes, -manifest.Content.Length);

    private async Task RunAsync(Upstream upstream, Repository repository, UpstreamImport import, TaskCompletionSource<bool> ended)
    {
        await Task.Yield();
        var isKept = false;
        try
        {
            await ImportPartsAsync(upstream, repository, import.Document);
            foreach (var tag in import.Close().Cast<ImageTag?>().DefaultIfEmpty(null)) await KeepAsync(upstream, repository, import, tag);
            isKept = true;
        }
        catch (Exception fault)
        {
            // A server that is stopping begins again at the next pull.
            ImportFailed(log, upstream.Rule.UpstreamUrl, repository.Name.ToString(), import.Manifest.Digest.ToString(), fault.Message);
            foreach (var tag in import.Close().Cast<ImageTag?>().DefaultIfEmpty(null)) await journal.TryNoteAsync(upstream.Rule, repository, import.Manifest.Digest, tag, isSynced: false);
        }

        running.TryRemove(new((repository.Id, import.Manifest.Digest), import));
        Release(import.Manifest);
        ended.TrySetResult(isKept);
    }

    private async ValueTask ImportPartsAsync(Upstream upstream, Repository repository, ManifestDocument document)
    {
        foreach (var child in document.Children)
        {
            if (await images.FindAsync(repository.Id, Reference.To(child), CancellationToken.None) is not null) continue;
            var fetched = await upstream.Registry.FindManifestAsync(upstream.Name, Reference.To(child), CancellationToken.None)
                ?? throw new RemoteFailureException(RemoteFault.Invalid, $"The upstream lacks the manifest {child} of an index", null);
            var (manifest, read) = UpstreamManifest.Read(fetched);
            if (!await Start(upstream, repository, manifest, read, null)) throw new IOException($"The manifest {child} of an index could not be kept.");
        }

        await Parallel.ForEachAsync(document.Blobs.Where(blob => blob.IsRequired), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (blob, ct) =>
        {
            if (await layers.FindAsync(repository.Id, blob.Digest, ct) is not null) return;
            if (!await blobs.FetchAsync(upstream.Registry, upstream.Name, repository, blob.Digest, blob.Size, ct))
                throw new RemoteFailureException(RemoteFault.Invalid, $"The upstream lacks the blob {blob.Digest} of an image", null);
        });
    }

    private async ValueTask KeepAsync(Upstream upstream, Repository repository, UpstreamImport import, ImageTag? tag)
    {
        var now = clock.GetUtcNow();
        var outcome = await push.PushAsync(
            new(repository.Id, import.Manifest.Content, import.Manifest.MediaType, import.Manifest.Digest, tag) { Origin = ChangeOrigin.PullThrough }, CancellationToken.None);
        if (!outcome.IsStored) throw new IOException($"The image could not be kept: {outcome.Status}.");
        if (tag is { } named) await tags.CheckedAsync(repository.Id, named, now, CancellationToken.None);
        if (tag is not null || outcome.Status is PushStatus.Stored) await journal.TryNoteAsync(upstream.Rule, repository, import.Manifest.Digest, tag, isSynced: true);
    }

    private IEnumerable<UpstreamImport> ImportsOf(long repositoryId, Digest blob) => running
        .Where(import => import.Key.RepositoryId == repositoryId && import.Value.Document.Blobs.Any(reference => reference.Digest == blob))
        .Select(import => import.Value);

    [LoggerMessage(3501, LogLevel.Warning, "The image {Digest} of {Repository} could not be cached from {Upstream}: {Why}")]
    private static partial void ImportFailed(ILogger log, string upstream, string repository, string digest, string why);
}
