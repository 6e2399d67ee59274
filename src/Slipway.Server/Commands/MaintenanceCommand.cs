using Slipway.Adapters.DataFolder;
using Slipway.Kernel;
using Slipway.Server.Logging;

namespace Slipway.Server.Commands;

/// <summary>
/// <c>slipway gc</c>, <c>verify</c>, <c>backup</c> and <c>restore</c>: done by the server that runs on the data folder,
/// or here when none does.
/// </summary>
internal static class MaintenanceCommand
{
    private static readonly CommandOutput ToConsole = new(Console.Out.WriteLine, Console.Error.WriteLine);

    /// <param name="arguments">As of <see cref="MaintenanceCommands"/>.</param>
    public static async Task<int> RunAsync(SlipwayOptions options, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (!Directory.Exists(options.DataFolder)) throw new CommandFailedException($"the data folder '{options.DataFolder}' does not exist");
        try
        {
            using var folder = FolderLock.Take(options.DataFolder, TimeProvider.System);
            using var sink = new LogSink(options.LogFormat, Console.OpenStandardError());
            await using var services = Composition.BuildMaintenance(new(options, sink, TimeProvider.System, new RandomIds()), folder);
            return await services.GetRequiredService<MaintenanceCommands>().RunAsync(arguments, ToConsole, ct);
        }
        catch (DataFolderInUseException use)
        {
            return await ControlClient.RunAsync(use, arguments, ToConsole, ct);
        }
    }

    public static async Task<int> RestoreAsync(SlipwayOptions options, string source, CancellationToken ct)
    {
        using var sink = new LogSink(options.LogFormat, Console.OpenStandardError());
        using var logs = new LoggerFactory([new SinkLoggerProvider(sink, options.LogLevel, TimeProvider.System)]);
        return await new Restore(TimeProvider.System, logs).RunAsync(source, options.DataFolder, ToConsole, ct);
    }
}
