using Slipway.Adapters.Blobs;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.DataFolder;

/// <summary>The audit trail of a data folder.</summary>
internal static class AuditFiles
{
    /// <summary>
    /// Copies what is there and flushes it. The newest file may grow meanwhile: where its copy ends within a line, whoever
    /// opens it cuts that off. Never by a second name, which would grow as well.
    /// </summary>
    public static void Copy(DataFolderLayout from, DataFolderLayout to)
    {
        if (!Directory.Exists(from.Audit)) return;
        PosixFiles.CreatePrivateFolder(to.Audit);
        foreach (var file in Directory.EnumerateFiles(from.Audit).Order(StringComparer.Ordinal)) TryCopy(file, Path.Combine(to.Audit, Path.GetFileName(file)));
        PosixFiles.FlushFolder(to.Audit);
    }

    private static void TryCopy(string file, string copy)
    {
        try
        {
            BlobCopy.CopyFile(file, copy);
        }
        catch (FileNotFoundException)
        {
            // Removed since the folder was listed: it was old enough.
        }
    }
}
