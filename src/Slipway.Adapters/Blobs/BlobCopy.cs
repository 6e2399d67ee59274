using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>Brings blobs from one folder to another, durably.</summary>
internal sealed class BlobCopy(BlobLayout from, BlobLayout to)
{
    /// <summary>Gives the blob's file a second name where both lie on one file system: files of blobs never change.</summary>
    /// <returns>false when the source has no blob of this length.</returns>
    public bool TryLinkOrCopy(KnownBlob blob)
    {
        if (!IsWhole(blob)) return false;
        return PosixFiles.TryLink(from.FileOf(blob.Digest), to.TargetOf(blob.Digest)) || TryCopy(blob);
    }

    /// <inheritdoc cref="TryLinkOrCopy"/>
    public bool TryCopy(KnownBlob blob)
    {
        if (!IsWhole(blob)) return false;
        try
        {
            CopyFile(from.FileOf(blob.Digest), to.TargetOf(blob.Digest));
            return true;
        }
        catch (FileNotFoundException)
        {
            // Set aside as damaged since.
            return false;
        }
    }

    /// <summary>Makes the new names durable.</summary>
    public void Flush() => to.FlushFolders();

    public static void CopyFile(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        using var file = PosixFiles.OpenPrivate(to, FileMode.Open, FileAccess.ReadWrite);
        PosixFiles.FlushData(file);
    }

    private bool IsWhole(KnownBlob blob) => new FileInfo(from.FileOf(blob.Digest)) is { Exists: true } file && file.Length == blob.Size;
}
