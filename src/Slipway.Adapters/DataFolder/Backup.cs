using System.Globalization;
using Microsoft.Extensions.Logging;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Files;
using Slipway.Adapters.Sql;
using Slipway.Registry;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// Copies a data folder while it is in use: first the metadata as they are at one moment, then every blob they know,
/// with the collector held still meanwhile. The copy has the form of a data folder. On the same file system blobs are
/// not copied but share their bytes with the original; keep such a copy for mistakes, and one elsewhere for lost disks.
/// </summary>
internal sealed class Backup(DataFolderLayout folder, Database database, CollectionGate gate, TimeProvider clock, ILoggerFactory logs)
{
    /// <param name="target">Absolute; absent or empty.</param>
    /// <returns>false when the target cannot be used, or when blobs were missing or cut short; the output says so, and the rest is copied.</returns>
    public async ValueTask<bool> RunAsync(string target, CommandOutput output, CancellationToken ct)
    {
        if (Refusal(target) is { } refusal)
        {
            output.Complain(refusal);
            return false;
        }

        var copy = new DataFolderLayout(Path.GetFullPath(target));
        PosixFiles.CreatePrivateFolder(copy.Path);
        var (blobs, bytes, missing) = await CopyAsync(copy, output, ct);
        await FinishAsync(copy, blobs, bytes, ct);
        output.Say(string.Create(CultureInfo.InvariantCulture, $"Backed up the metadata and {blobs} blobs ({bytes} bytes) to '{copy.Path}'."));
        if (missing > 0) output.Complain(string.Create(CultureInfo.InvariantCulture, $"{missing} blobs are damaged and not in the backup; 'slipway verify' says more."));
        return missing == 0;
    }

    private async ValueTask<(int Blobs, long Bytes, int Missing)> CopyAsync(DataFolderLayout copy, CommandOutput output, CancellationToken ct)
    {
        var blobs = new BlobCopy(new(folder.Path), new(copy.Path));
        var (count, bytes, missing) = (0, 0L, 0);
        using (await gate.CloseAsync(ct))
        {
            await database.CopyToAsync(copy.Database, ct);
            await using var snapshot = Database.Open(copy.Database, logs.CreateLogger<Database>());
            await foreach (var blob in KnownBlobs.ListAsync(snapshot, ct))
            {
                ct.ThrowIfCancellationRequested();
                if (blobs.TryLinkOrCopy(blob))
                {
                    count++;
                    bytes += blob.Size;
                }
                else
                {
                    missing++;
                    output.Complain($"The blob {blob.Name} is missing or cut short.");
                }
            }
        }

        blobs.Flush();
        return (count, bytes, missing);
    }

    private async ValueTask FinishAsync(DataFolderLayout copy, int blobs, long bytes, CancellationToken ct)
    {
        KeyFiles.Copy(folder, copy);
        AuditFiles.Copy(folder, copy);
        using (var metadata = PosixFiles.OpenPrivate(copy.Database, FileMode.Open, FileAccess.ReadWrite)) PosixFiles.FlushData(metadata);
        PosixFiles.FlushFolder(copy.Path);
        // Last: where it is, the backup is whole.
        var mark = string.Create(CultureInfo.InvariantCulture, $"made {clock.GetUtcNow():O}\nblobs {blobs}\nbytes {bytes}\n");
        await File.WriteAllTextAsync(copy.BackupMark, mark, ct);
        using (var file = PosixFiles.OpenPrivate(copy.BackupMark, FileMode.Open, FileAccess.ReadWrite)) PosixFiles.FlushData(file);
        PosixFiles.FlushFolder(copy.Path);
        PosixFiles.FlushFolder(Path.GetDirectoryName(copy.Path) ?? copy.Path);
    }

    private string? Refusal(string target)
    {
        if (!Path.IsPathFullyQualified(target)) return $"'{target}' is not an absolute path.";
        var path = Path.GetFullPath(target);
        if (File.Exists(path)) return $"'{path}' is a file.";
        if ((path + '/').StartsWith(folder.Path + '/', StringComparison.Ordinal)) return $"'{path}' is inside the data folder.";
        return Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() ? $"'{path}' is not empty." : null;
    }
}
