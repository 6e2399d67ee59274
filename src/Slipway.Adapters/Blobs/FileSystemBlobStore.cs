using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>
/// Blobs as files under their digest (<see cref="BlobLayout"/>). One process owns the folder. Disposing finishes the
/// publications under way.
/// </summary>
internal sealed class FileSystemBlobStore(string root) : IBlobStore, IDisposable
{
    // Files up to this are flushed together with others; a larger one would make them wait.
    private const long SmallFile = 4 * 1024 * 1024;

    private readonly BlobLayout layout = new(root);
    private readonly UploadSessions sessions = new();
    private readonly GroupFlusher small = new("blob flush, small", mostThreads: 8);
    private readonly GroupFlusher large = new("blob flush, large", mostThreads: 2);

    // One at a time: a reader that sets a damaged file aside, a push that puts a good one in its place, a deletion.
    private readonly BlobLocks replacing = new();

    // Spares every push a look at a folder that is empty nearly always.
    private volatile bool hasQuarantined = Directory.EnumerateFiles(Path.Combine(root, "quarantine")).Any();

    public ValueTask<long?> FindAsync(Digest digest, CancellationToken ct)
    {
        var file = new FileInfo(layout.FileOf(digest));
        return ValueTask.FromResult(file.Exists ? file.Length : (long?)null);
    }

    public async ValueTask<IBlobContent?> OpenAsync(Digest digest, long length, CancellationToken ct)
    {
        if (TryOpen(digest) is not { } content) return null;
        if (content.Length == length) return content;
        await content.DisposeAsync();

        // A push may have healed it since it was opened.
        using var hold = await replacing.TakeAsync(digest, ct);
        if (TryOpen(digest) is not { } present) return null;
        if (present.Length == length) return present;
        await present.DisposeAsync();
        await SetAsideAsync(digest);
        return null;
    }

    public async ValueTask<MeasuredBlob?> MeasureAsync(Digest digest, CancellationToken ct)
    {
        using var file = TryOpen(layout.FileOf(digest), FileAccess.Read);
        if (file is null) return null;
        using var hash = await UploadHash.OfFileAsync(digest.Algorithm, file, long.MaxValue, ct);
        return new(hash.Current(), hash.Length);
    }

    public async ValueTask<bool> DeleteAsync(Digest digest, CancellationToken ct)
    {
        using var hold = await replacing.TakeAsync(digest, ct);
        // Nobody will push it to heal it, once it is deleted.
        if (hasQuarantined) File.Delete(layout.QuarantineOf(digest));
        // Not flushed: a name that a power cut brings back is an orphan, and swept by the next collection.
        var file = layout.FileOf(digest);
        if (!File.Exists(file)) return false;
        File.Delete(file);
        return true;
    }

    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (digest, file) in layout.Blobs())
        {
            ct.ThrowIfCancellationRequested();
            await ValueTask.CompletedTask;
            // Deleted since the folder was read.
            if (!file.Exists) continue;
            yield return new(digest, file.Length, file.LastWriteTimeUtc);
        }
    }

    public async ValueTask<IBlobUpload> CreateUploadAsync(UploadKey key, CancellationToken ct)
    {
        var session = await sessions.EnterAsync(key, ct);
        try
        {
            return new FileBlobUpload(this, session, Create(key), 0);
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
            if (!session.IsGone && TryOpen(layout.UploadOf(key), FileAccess.ReadWrite) is { } file)
            {
                var length = RandomAccess.GetLength(file);
                if (session.Hash is { } hash && hash.Length != length) session.Keep(null);
                return new FileBlobUpload(this, session, file, length);
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
        foreach (var folder in Directory.EnumerateDirectories(layout.Uploads))
        {
            if (!long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var repository)) continue;
            foreach (var file in FilesOf(folder))
            {
                ct.ThrowIfCancellationRequested();
                await ValueTask.CompletedTask;
                if (!Guid.TryParseExact(file.Name, "D", out var id) || !file.Exists) continue;
                yield return new(new(repository, id), file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    public async ValueTask QuarantineAsync(Digest digest, CancellationToken ct)
    {
        using var hold = await replacing.TakeAsync(digest, ct);
        await SetAsideAsync(digest);
    }

    /// <summary>
    /// Makes a finished upload the blob of this name. It takes the place of what is there: those bytes were right once,
    /// these are right now, and readers keep what they have opened.
    /// </summary>
    internal async Task PublishAsync(SafeFileHandle file, UploadKey key, Digest digest, long length)
    {
        using var hold = await replacing.TakeAsync(digest, CancellationToken.None);
        await (length > SmallFile ? large : small).PublishAsync(new(file, layout.UploadOf(key), layout.TargetOf(digest)));
        if (hasQuarantined) File.Delete(layout.QuarantineOf(digest));
    }

    internal void Remove(UploadKey key)
    {
        try
        {
            File.Delete(layout.UploadOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // It has become a blob, and a listing has removed the empty folder since.
        }
    }

    internal void LetGo(UploadSession session) => sessions.Exit(session);

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
        sessions.Dispose();
    }

    private async ValueTask SetAsideAsync(Digest digest)
    {
        var file = layout.FileOf(digest);
        if (!File.Exists(file)) return;
        hasQuarantined = true;
        File.Move(file, layout.QuarantineOf(digest), overwrite: true);
        await small.PublishAsync(new(null, null, file));
        await small.PublishAsync(new(null, null, layout.QuarantineOf(digest)));
    }

    private SafeFileHandle Create(UploadKey key)
    {
        while (true)
        {
            try
            {
                return PosixFiles.OpenPrivate(layout.UploadOf(key), FileMode.CreateNew, FileAccess.ReadWrite);
            }
            catch (Exception absence) when (absence is DirectoryNotFoundException or FileNotFoundException)
            {
                // The first upload of this repository, or the first since a listing removed the empty folder.
                PosixFiles.CreatePrivateFolder(layout.UploadFolderOf(key.RepositoryId));
            }
        }
    }

    /// <summary>The uploads of one repository; an empty folder goes.</summary>
    private static FileInfo[] FilesOf(string folder)
    {
        try
        {
            var files = new DirectoryInfo(folder).GetFiles();
            if (files.Length == 0) Directory.Delete(folder);
            return files;
        }
        catch (IOException)
        {
            // An upload has begun in it, or another listing was faster.
            return [];
        }
    }

    private FileBlobContent? TryOpen(Digest digest) =>
        TryOpen(layout.FileOf(digest), FileAccess.Read) is { } file ? new(file, RandomAccess.GetLength(file)) : null;

    private static SafeFileHandle? TryOpen(string path, FileAccess access)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception absence) when (absence is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
