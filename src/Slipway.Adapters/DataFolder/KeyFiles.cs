using Slipway.Adapters.Blobs;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.DataFolder;

/// <summary>The secrets of a data folder: without them what is encrypted in its metadata is lost.</summary>
internal static class KeyFiles
{
    /// <summary>Copies what is there, for this user alone, and flushes it.</summary>
    public static void Copy(DataFolderLayout from, DataFolderLayout to)
    {
        if (File.Exists(from.Credentials)) BlobCopy.CopyFile(from.Credentials, to.Credentials);
        if (!Directory.Exists(from.Keys)) return;
        PosixFiles.CreatePrivateFolder(to.Keys);
        foreach (var key in Directory.EnumerateFiles(from.Keys)) BlobCopy.CopyFile(key, Path.Combine(to.Keys, Path.GetFileName(key)));
        PosixFiles.FlushFolder(to.Keys);
    }
}
