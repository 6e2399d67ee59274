using System.Globalization;
using Slipway.Adapters.Sealing;
using Slipway.Registry;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// <c>slipway gc</c>, <c>verify</c> and <c>backup DIR</c>, as the owner of the data folder runs them: a server for whoever
/// asks over its control socket, or the command itself when no server runs. To run one from the command line:
/// <code>
/// try
/// {
///     using var folder = FolderLock.Take(path, clock);      // no server runs: do it here
///     … compose; with new BlobClaims(clock, folder.LastServedAt) …
///     return await commands.RunAsync(arguments, output, ct);
/// }
/// catch (DataFolderInUseException use)
/// {
///     return await ControlClient.RunAsync(use, arguments, output, ct);
/// }
/// </code>
/// </summary>
internal sealed class MaintenanceCommands(GarbageCollector collector, Verifier verifier, Backup backup, PlainSealing sealing)
{
    public const int Succeeded = 0;

    /// <summary>Damage was found, or the command could not do its work; the output says which.</summary>
    public const int Failed = 1;

    /// <summary>The arguments make no command.</summary>
    public const int Misused = 2;

    /// <param name="arguments">The verb and what follows it. Folders are absolute: the owner works elsewhere.</param>
    /// <returns>The exit code.</returns>
    public async ValueTask<int> RunAsync(IReadOnlyList<string> arguments, CommandOutput output, CancellationToken ct)
    {
        switch (arguments)
        {
            case ["gc"]:
                return await CollectAsync(output, ct);
            case ["verify"]:
                return await VerifyAsync(verifier, output, ct);
            case ["backup", var folder]:
                return await backup.RunAsync(folder, output, ct) ? Succeeded : Failed;
            default:
                output.Complain("The commands are: gc, verify, backup FOLDER.");
                return Misused;
        }
    }

    internal static async ValueTask<int> VerifyAsync(Verifier verifier, CommandOutput output, CancellationToken ct)
    {
        var report = await verifier.RunAsync(output.Say, ct);
        var outcome = report.Damage == 0 ? report.Unread == 0 ? "all sound" : Text($"all sound; {report.Unread} cannot be read now") : Text($"{report.Damage} findings");
        output.Say(Text($"Checked {report.Blobs} blobs ({report.Bytes} bytes) and {report.Manifests} manifests: {outcome}."));
        if (report.Orphans > 0) output.Say(Text($"{report.Orphans} blobs belong to no repository; the next collection frees them."));
        return report.Damage == 0 ? Succeeded : Failed;
    }

    private async ValueTask<int> CollectAsync(CommandOutput output, CancellationToken ct)
    {
        var report = await collector.RunAsync(sweep: true, ct);
        output.Say(Text($"Deleted {report.BlobsDeleted} blobs and {report.OrphansSwept} orphaned files, {report.BytesFreed} bytes in all."));
        output.Say(Text($"Removed {report.LinksRemoved} unreferenced layers from repositories."));
        output.Say(Text($"Removed {report.ReferrersDeleted} referrers without subject and {report.UploadsExpired} abandoned uploads."));
        var encrypted = await sealing.RunAsync(ct);
        if (encrypted.Blobs > 0) output.Say(Text($"Encrypted {encrypted.Blobs} blobs that lay there in plain, {encrypted.Bytes} bytes in all."));
        if (encrypted.Damaged > 0) output.Say(Text($"{encrypted.Damaged} of them were damaged and set aside; 'slipway verify' says more."));
        return Succeeded;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
