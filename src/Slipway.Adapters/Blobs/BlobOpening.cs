using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>Opens the files of blobs, and says which do not open as what they should be.</summary>
internal sealed class BlobOpening(BlobLayout layout, IDomainKeys keys, UnsealedPieces pieces)
{
    /// <param name="length">null for whatever it has.</param>
    /// <param name="damaged">Told of a chunk that does not open.</param>
    public async ValueTask<OpenedBlob> OpenAsync(BlobName name, long? length, Func<BlobName, long, ValueTask> damaged, CancellationToken ct)
    {
        if (OpenFiles.TryOpen(layout.FileOf(name, isSealed: true), FileAccess.Read) is { } file) return await OpenSealedAsync(name, file, length, damaged, ct);
        if (!layout.IsPlainPossible(name)) return default;
        if (OpenFiles.TryOpen(layout.FileOf(name, isSealed: false), FileAccess.Read) is { } plain) return OpenPlain(plain, length);
        // It may have been sealed between the two looks.
        return OpenFiles.TryOpen(layout.FileOf(name, isSealed: true), FileAccess.Read) is { } late ? await OpenSealedAsync(name, late, length, damaged, ct) : default;
    }

    public async ValueTask<MeasuredBlob?> MeasureAsync(BlobName name, CancellationToken ct)
    {
        var opened = await OpenAsync(name, null, static (_, _) => ValueTask.CompletedTask, ct);
        if (opened.IsDamaged) return new(null, 0);
        if (opened.Content is not { } content) return null;
        await using (content)
        {
            try
            {
                using var hash = await UploadHash.OfAsync(name.Digest.Algorithm, (IByteSource)content, long.MaxValue, ct);
                return new(hash.Current(), hash.Length);
            }
            catch (InvalidDataException)
            {
                return new(null, content.Length);
            }
        }
    }

    /// <summary>Whether a chunk of the blob as it lies there now does not open.</summary>
    public async ValueTask<bool> IsDamagedAsync(BlobName name, long chunk, CancellationToken ct)
    {
        var opened = await OpenAsync(name, null, static (_, _) => ValueTask.CompletedTask, ct);
        if (opened.Content is not SealedBlobContent content) return opened.IsDamaged;
        await using (content) return !await content.IsSoundAsync(chunk, ct);
    }

    private static OpenedBlob OpenPlain(SafeFileHandle file, long? length)
    {
        var actual = RandomAccess.GetLength(file);
        if (length is null || actual == length) return new(new FileBlobContent(file, actual), IsDamaged: false);
        file.Dispose();
        return new(null, IsDamaged: true);
    }

    private async ValueTask<OpenedBlob> OpenSealedAsync(BlobName name, SafeFileHandle file, long? length, Func<BlobName, long, ValueTask> damaged, CancellationToken ct)
    {
        try
        {
            var header = OpenFiles.ReadHeader(file);
            if (header?.Domain == name.Domain && header.Open(await keys.FindAsync(name.Domain, ct)) is { } cipher)
            {
                if (header.CommittedLength(cipher, name.Digest) is { } actual
                    && (length ?? actual) == actual
                    && RandomAccess.GetLength(file) == SealedGeometry.FileLengthOf(actual))
                    return new(new SealedBlobContent(file, cipher, actual, chunk => damaged(name, chunk), () => pieces.Join(name, actual)), IsDamaged: false);
                cipher.Dispose();
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return new(null, IsDamaged: true);
    }
}

/// <param name="Content">null when it is not there, or damaged.</param>
internal readonly record struct OpenedBlob(IBlobContent? Content, bool IsDamaged);
