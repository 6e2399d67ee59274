using System.CommandLine;
using Slipway.Server.Configuration;

namespace Slipway.Server.Commands;

/// <summary>The commands of the program. All settings come from the environment; see docs/running.md.</summary>
internal static class CommandLine
{
    /// <summary>Something went wrong; the message says what.</summary>
    public const int Failed = 1;

    /// <summary>A setting or an argument cannot be used; nothing was touched.</summary>
    public const int Misused = 2;

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
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync($"slipway: {failure.Message}");
            return Failed;
        }
    }

    private static RootCommand Root() => new("A container registry and the services around it, in Amazon's protocols.")
    {
        Simple("serve", "Runs the server in the foreground (the default).", ServeCommand.RunAsync),
        Simple("env", "Prints the export lines that point the AWS clients here: eval \"$(slipway env)\".", EnvCommand.RunAsync),
        Simple("version", "Prints the version.", VersionCommand.RunAsync),
    };

    private static Command Simple(string name, string description, Func<SlipwayOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction((_, ct) => run(SlipwayOptions.Load(Environment.GetEnvironmentVariable), ct));
        return command;
    }
}
