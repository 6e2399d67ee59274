using System.Runtime.CompilerServices;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Blobs as files under their names (<see cref="BlobLayout"/>), encrypted at rest. One process owns the folder. Disposing
/// finishes the publications under way.
/// </summary>
internal sealed class FileSystemBlobStore : IBlobStore, IDisposable
{
    // Files up to this are flushed together with others; a larger one would make them wait.
    private const long SmallFile = 4 * 1024 * 1024;

    private readonly BlobLayout layout;
    private readonly UploadFiles uploads;
    private readonly BlobOpening opening;
    private readonly UnsealedPieces pieces;
    private readonly UploadSessions sessions = new();
    private readonly GroupFlusher small = new("blob flush, small", mostThreads: 8);
    private readonly GroupFlusher large = new("blob flush, large", mostThreads: 2);

    // One at a time: a reader that sets a damaged file aside, a push that puts a good one in its place, a deletion.
    private readonly BlobLocks replacing = new();

    // Spares every push a look at a folder that is empty nearly always.
    private volatile bool hasQuarantined;

    /// <param name="sealsShared">Whether new blobs of the shared domain are encrypted; those of other domains always are.</param>
    /// <param name="pieces">What its readers share; the store does not dispose it.</param>
    public FileSystemBlobStore(string root, IDomainKeys keys, bool sealsShared, UnsealedPieces pieces)
    {
        layout = new(root);
        SealsShared = sealsShared;
        uploads = new(layout, keys, sealsShared);
        opening = new(layout, keys, pieces);
        this.pieces = pieces;
        hasQuarantined = Directory.EnumerateFiles(Path.Combine(root, "quarantine")).Any();
        foreach (var leftover in Directory.EnumerateFiles(layout.Sealing)) File.Delete(leftover);
    }

    public BlobLayout Layout => layout;

    /// <summary>Whether new blobs of the shared domain are encrypted.</summary>
    public bool SealsShared { get; }

    public ValueTask<long?> FindAsync(BlobName name, CancellationToken ct) => ValueTask.FromResult(layout.Find(name)?.Length);

    public async ValueTask<IBlobContent?> OpenAsync(BlobName name, long length, CancellationToken ct)
    {
        var opened = await opening.OpenAsync(name, length, DamagedAsync, ct);
        if (!opened.IsDamaged) return opened.Content;

        // A push may have healed it since it was opened.
        using var hold = await replacing.TakeAsync(name.Digest, ct);
        opened = await opening.OpenAsync(name, length, DamagedAsync, ct);
        if (opened.IsDamaged) await SetAsideAsync(name);
        return opened.Content;
    }

    public ValueTask<MeasuredBlob?> MeasureAsync(BlobName name, CancellationToken ct) => opening.MeasureAsync(name, ct);

    public async ValueTask<bool> DeleteAsync(BlobName name, CancellationToken ct)
    {
        using var hold = await replacing.TakeAsync(name.Digest, ct);
        // Nobody will push it to heal it, once it is deleted.
        if (hasQuarantined) File.Delete(layout.QuarantineOf(name));
        // Not flushed: a name that a power cut brings back is an orphan, and swept by the next collection.
        var isDeleted = false;
        while (layout.Find(name) is { } file)
        {
            file.File.Delete();
            isDeleted = true;
        }

        pieces.Forget(each => each == name);
        return isDeleted;
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var blob in layout.Blobs())
        {
            ct.ThrowIfCancellationRequested();
            await ValueTask.CompletedTask;
            // Deleted since the folder was read.
            if (!blob.File.Exists) continue;
            yield return new(blob.Name, blob.Length, blob.File.LastWriteTimeUtc);
        }
    }

    public async ValueTask<IBlobUpload> CreateUploadAsync(UploadKey key, long domain, CancellationToken ct)
    {
        var session = await sessions.EnterAsync(key, ct);
        try
        {
            return new FileBlobUpload(this, session, await uploads.CreateAsync(key, domain, ct));
        }
        catch
        {
            sessions.Exit(session);
            throw;
        }
    }

    public async ValueTask<IBlobUpload?> OpenUploadAsync(UploadKey key, CancellationToken ct)
    {
        var session = await sessions.EnterAsync(key, ct);
        try
        {
            if (!session.IsGone && await uploads.OpenAsync(key, ct) is { } file)
            {
                if (session.Hash is { } hash && hash.Length != file.Length) session.Keep(null);
                return new FileBlobUpload(this, session, file);
            }

            session.IsGone = true;
            sessions.Exit(session);
            return null;
        }
        catch
        {
            sessions.Exit(session);
            throw;
        }
    }

    public async IAsyncEnumerable<StaleUpload> ListUploadsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var upload in uploads.List())
        {
            ct.ThrowIfCancellationRequested();
            await ValueTask.CompletedTask;
            yield return upload;
        }
    }

    public async ValueTask QuarantineAsync(BlobName name, CancellationToken ct)
    {
        using var hold = await replacing.TakeAsync(name.Digest, ct);
        await SetAsideAsync(name);
    }

    /// <summary>
    /// Makes a finished upload the blob of this name. It takes the place of what is there: those bytes were right once,
    /// these are right now, and readers keep what they have opened.
    /// </summary>
    internal async Task PublishAsync(UploadFile file, UploadKey key, Digest digest)
    {
        var name = new BlobName(file.Domain, digest);
        var isSealed = file is SealedUpload;
        using var hold = await replacing.TakeAsync(digest, CancellationToken.None);
        await PublishAsync(file, layout.UploadOf(key, isSealed), layout.TargetOf(name, isSealed));
        // The sealing of the last plain blob may have said meanwhile that there is none.
        if (!isSealed) layout.HasPlain = true;
        // In the other form it may lie there since before, damaged perhaps.
        if (name.Domain == BlobName.Shared && layout.HasPlain && layout.FileOf(name, !isSealed) is var other && File.Exists(other)) File.Delete(other);
        if (hasQuarantined) File.Delete(layout.QuarantineOf(name));
    }

    /// <summary>Puts an encrypted copy in the place of a plain blob.</summary>
    /// <returns>false when that is gone: deleted, or pushed again in the meantime.</returns>
    internal async ValueTask<bool> TryReplacePlainAsync(BlobName name, SealedUpload copy, string path)
    {
        using var hold = await replacing.TakeAsync(name.Digest, CancellationToken.None);
        var plain = layout.FileOf(name, isSealed: false);
        if (!File.Exists(plain)) return false;
        await PublishAsync(copy, path, layout.TargetOf(name, isSealed: true));
        File.Delete(plain);
        return true;
    }

    /// <summary>Sets a plain blob aside as damaged, unless a push has healed it.</summary>
    internal async ValueTask SetPlainAsideAsync(BlobName name)
    {
        using var hold = await replacing.TakeAsync(name.Digest, CancellationToken.None);
        if (layout.Find(name) is { IsSealed: false }) await SetAsideAsync(name);
    }

    internal void Remove(UploadKey key) => uploads.Remove(key);

    internal void LetGo(UploadSession session) => sessions.Exit(session);

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
        sessions.Dispose();
    }

    private Task PublishAsync(UploadFile file, string source, string target) =>
        (file.Length > SmallFile ? large : small).PublishAsync(new(file.Handle, source, target));

    /// <summary>A reader has met a chunk that does not open. A push may have healed the blob since the reader opened it.</summary>
    private async ValueTask DamagedAsync(BlobName name, long chunk)
    {
        using var hold = await replacing.TakeAsync(name.Digest, CancellationToken.None);
        if (await opening.IsDamagedAsync(name, chunk, CancellationToken.None)) await SetAsideAsync(name);
    }

    private async ValueTask SetAsideAsync(BlobName name)
    {
        if (layout.Find(name) is not { } found) return;
        hasQuarantined = true;
        var file = found.File.FullName;
        File.Move(file, layout.QuarantineOf(name), overwrite: true);
        pieces.Forget(each => each == name);
        await small.PublishAsync(new(null, null, file));
        await small.PublishAsync(new(null, null, layout.QuarantineOf(name)));
    }
}
