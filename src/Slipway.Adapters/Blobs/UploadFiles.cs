using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;
using Slipway.Adapters.Sealing;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>The files of uploads, as <see cref="BlobLayout"/> places them.</summary>
internal sealed class UploadFiles(BlobLayout layout, IDomainKeys keys, bool sealsShared)
{
    public async ValueTask<UploadFile> CreateAsync(UploadKey key, long domain, CancellationToken ct)
    {
        if (domain == BlobName.Shared && !sealsShared) return new PlainUpload(Create(key, isSealed: false), 0);
        var wrapping = await keys.FindAsync(domain, ct);
        var file = Create(key, isSealed: true);
        try
        {
            return SealedUpload.Create(file, domain, wrapping);
        }
        catch
        {
            file.Dispose();
            Remove(key);
            throw;
        }
    }

    /// <returns>null when there is none, or when it is damaged beyond use.</returns>
    public async ValueTask<UploadFile?> OpenAsync(UploadKey key, CancellationToken ct)
    {
        if (OpenFiles.TryOpen(layout.UploadOf(key, isSealed: true), FileAccess.ReadWrite) is not { } file)
            return OpenFiles.TryOpen(layout.UploadOf(key, isSealed: false), FileAccess.ReadWrite) is { } bare ? new PlainUpload(bare, RandomAccess.GetLength(bare)) : null;
        try
        {
            if (OpenFiles.ReadHeader(file) is { } header && header.Open(await keys.FindAsync(header.Domain, ct)) is { } cipher)
                return SealedUpload.Resume(file, header, cipher);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    public IEnumerable<StaleUpload> List()
    {
        foreach (var folder in Directory.EnumerateDirectories(layout.Uploads))
        {
            if (!long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var repository)) continue;
            foreach (var file in FilesOf(folder))
            {
                var isSealed = file.Name.EndsWith(BlobFile.SealedSuffix, StringComparison.Ordinal);
                var name = isSealed ? file.Name[..^BlobFile.SealedSuffix.Length] : file.Name;
                if (!Guid.TryParseExact(name, "D", out var id) || !file.Exists) continue;
                yield return new(new(repository, id), BlobFile.LengthOf(file.Length, isSealed), file.LastWriteTimeUtc);
            }
        }
    }

    public void Remove(UploadKey key)
    {
        try
        {
            File.Delete(layout.UploadOf(key, isSealed: true));
            File.Delete(layout.UploadOf(key, isSealed: false));
        }
        catch (DirectoryNotFoundException)
        {
            // It has become a blob, and a listing has removed the empty folder since.
        }
    }

    private SafeFileHandle Create(UploadKey key, bool isSealed)
    {
        while (true)
        {
            try
            {
                return PosixFiles.OpenPrivate(layout.UploadOf(key, isSealed), FileMode.CreateNew, FileAccess.ReadWrite);
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
}
