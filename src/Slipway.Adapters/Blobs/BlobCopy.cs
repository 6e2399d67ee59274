using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>Brings blobs from one folder to another, durably; encrypted ones stay as they are.</summary>
internal sealed class BlobCopy(BlobLayout from, BlobLayout to)
{
    /// <summary>Gives the blob's file a second name where both lie on one file system: files of blobs never change.</summary>
    /// <returns>false when the source has no blob of this length.</returns>
    public bool TryLinkOrCopy(KnownBlob blob) =>
        Find(blob) is { } file && (PosixFiles.TryLink(file.File.FullName, to.TargetOf(blob.Name, file.IsSealed)) || TryCopy(blob));

    /// <inheritdoc cref="TryLinkOrCopy"/>
    public bool TryCopy(KnownBlob blob)
    {
        if (Find(blob) is not { } file) return false;
        try
        {
            CopyFile(file.File.FullName, to.TargetOf(blob.Name, file.IsSealed));
            return true;
        }
        catch (FileNotFoundException)
        {
            // Set aside as damaged since, or encrypted.
            return Find(blob) is { IsSealed: true } other && other.IsSealed != file.IsSealed && TryCopy(blob);
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

    private BlobFile? Find(KnownBlob blob) => from.Find(blob.Name) is { } file && file.Length == blob.Size ? file : null;
}
