using System.CommandLine;
using System.CommandLine.Help;
using Slipway.Adapters.DataFolder;
using Slipway.Adapters.Sql;
using Slipway.Identity;
using Slipway.Server.Configuration;

namespace Slipway.Server.Commands;

/// <summary>The commands of the program. All settings come from the environment; see docs/running.md.</summary>
internal static class CommandLine
{
    /// <summary>Something went wrong; the message says what.</summary>
    private const int Failed = 1;

    /// <summary>A setting or an argument cannot be used; nothing was touched.</summary>
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args.Length == 0 ? ["serve"] : args);
        try
        {
            // Signals belong to the server, which lets transfers finish.
            var code = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            return parsed.Errors.Count > 0 ? Misused : code;
        }
        catch (ConfigurationFaultsException wrong)
        {
            foreach (var fault in wrong.Faults) await Console.Error.WriteLineAsync(fault);
            return Misused;
        }
        catch (Exception failure) when (IsForThePersonWhoTyped(failure))
        {
            await Console.Error.WriteLineAsync($"slipway: {failure.Message}");
            return Failed;
        }
    }

    private static bool IsForThePersonWhoTyped(Exception failure) => failure
        is CommandFailedException or DataFolderException or FirstIdentityException or DatabaseTooNewException
        or InvalidDataException or IOException or UnauthorizedAccessException;

    private static Command Root() => new("slipway", "A container registry and the services around it, in Amazon's protocols. All settings are environment variables.")
    {
        new HelpOption(),
        Simple("serve", "Runs the server in the foreground (the default).", ServeCommand.RunAsync),
        Simple("env", "Prints the export lines that point the AWS clients here: eval \"$(slipway env)\".", EnvCommand.RunAsync),
        Simple("gc", "Frees what no image needs any more, while the server runs or not.", (options, ct) => MaintenanceCommand.RunAsync(options, ["gc"], ct)),
        Simple("verify", "Re-hashes every blob and follows every reference; exit code 1 when something is damaged.", (options, ct) => MaintenanceCommand.RunAsync(options, ["verify"], ct)),
        WithFolder("backup", "Copies the data folder to an empty folder, while the server runs or not.", (options, folder, ct) => MaintenanceCommand.RunAsync(options, ["backup", folder], ct)),
        WithFolder("restore", "Fills the empty data folder from a backup, and verifies it.", MaintenanceCommand.RestoreAsync),
        Simple("model", "Prints the model of the slipway service for the AWS clients: slipway model > slipway.json.", ModelCommand.RunAsync),
        Simple("version", "Prints the version.", VersionCommand.RunAsync),
    };

    private static Command Simple(string name, string description, Func<SlipwayOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction((_, ct) => run(SlipwayOptions.Load(Environment.GetEnvironmentVariable), ct));
        return command;
    }

    private static Command WithFolder(string name, string description, Func<SlipwayOptions, string, CancellationToken, Task<int>> run)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the backup." };
        var command = new Command(name, description) { folder };
        command.SetAction((parsed, ct) => run(SlipwayOptions.Load(Environment.GetEnvironmentVariable), Path.GetFullPath(parsed.GetValue(folder)!), ct));
        return command;
    }
}
