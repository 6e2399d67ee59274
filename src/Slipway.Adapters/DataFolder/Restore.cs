using System.Globalization;
using Microsoft.Extensions.Logging;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Files;
using Slipway.Adapters.Sealing;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Unsealed;
using Slipway.Registry;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// <c>slipway restore DIR</c>: fills an empty data folder from a backup, and verifies the result. Until it has ended no
/// server starts on the folder; run again, it starts over.
/// </summary>
internal sealed class Restore(TimeProvider clock, ILoggerFactory logs)
{
    /// <param name="source">The backup; it is only read.</param>
    /// <param name="target">The data folder; absent, empty, or with nothing but a restore that did not end.</param>
    /// <returns>The exit code, as of <see cref="MaintenanceCommands"/>.</returns>
    /// <exception cref="DataFolderException">The target is in use or cannot be written to.</exception>
    public async ValueTask<int> RunAsync(string source, string target, CommandOutput output, CancellationToken ct)
    {
        var backup = new DataFolderLayout(Path.GetFullPath(source));
        if (!File.Exists(backup.BackupMark) || !File.Exists(backup.Database))
        {
            output.Complain($"'{backup.Path}' is not a finished backup.");
            return MaintenanceCommands.Failed;
        }

        using var folder = FolderLock.TakeForRestore(target, clock);
        if (!TryBegin(folder.Layout))
        {
            output.Complain($"The data folder '{folder.Layout.Path}' is not empty. Nothing was changed.");
            return MaintenanceCommands.Failed;
        }

        KeyFiles.Copy(backup, folder.Layout);
        AuditFiles.Copy(backup, folder.Layout);
        BlobCopy.CopyFile(backup.Database, folder.Layout.Database);
        var code = await CopyAndVerifyAsync(backup, folder.Layout, output, ct);
        PosixFiles.FlushFolder(folder.Layout.Path);
        File.Delete(folder.Layout.RestoreMark);
        PosixFiles.FlushFolder(folder.Layout.Path);
        output.Say(code == MaintenanceCommands.Succeeded
            ? $"Restored '{folder.Layout.Path}'."
            : $"Restored '{folder.Layout.Path}', except for what is named above.");
        return code;
    }

    private async ValueTask<int> CopyAndVerifyAsync(DataFolderLayout backup, DataFolderLayout folder, CommandOutput output, CancellationToken ct)
    {
        await using var database = Database.Open(folder.Database, logs.CreateLogger<Database>());
        var keys = new DomainKeys(database, DataKeyFile.LoadOrCreate(folder.Path), new());
        using var pieces = new UnsealedPieces(0, 1, TimeProvider.System);
        using var blobs = new FileSystemBlobStore(folder.Path, keys, sealsShared: true, pieces);
        var store = new SqlCollectorStore(database, new(keys));
        var copy = new BlobCopy(new(backup.Path), new(folder.Path));
        var missing = 0;
        await foreach (var blob in store.ListBlobsAsync(ct))
        {
            ct.ThrowIfCancellationRequested();
            // What is missing here the verification names.
            if (!copy.TryCopy(blob)) missing++;
        }

        copy.Flush();
        if (missing > 0) output.Complain(string.Create(CultureInfo.InvariantCulture, $"The backup lacks {missing} blobs."));
        using var gate = new CollectionGate();
        return await MaintenanceCommands.VerifyAsync(new(store, blobs, new(), gate), output, ct);
    }

    /// <summary>Marks the folder as being restored, and removes what an earlier attempt has left.</summary>
    private static bool TryBegin(DataFolderLayout folder)
    {
        // A file system's own folder is not ours to count, nor is the lock that was just taken.
        HashSet<string> others = [Path.GetFileName(folder.Lock), Path.GetFileName(folder.RestoreMark), "lost+found"];
        var entries = new DirectoryInfo(folder.Path).GetFileSystemInfos().Where(entry => !others.Contains(entry.Name)).ToList();
        if (entries.Count > 0 && !File.Exists(folder.RestoreMark)) return false;
        File.WriteAllText(folder.RestoreMark, "");
        PosixFiles.FlushFolder(folder.Path);
        foreach (var entry in entries)
        {
            if (entry is DirectoryInfo below) below.Delete(recursive: true);
            else entry.Delete();
        }

        return true;
    }
}
