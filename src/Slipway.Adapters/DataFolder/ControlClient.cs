using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Adapters.DataFolder;

/// <summary>Has the server that owns a data folder run a maintenance command.</summary>
internal static class ControlClient
{
    /// <param name="use">How the folder was found to be taken.</param>
    /// <param name="arguments">As of <see cref="MaintenanceCommands.RunAsync"/>: folders must be absolute.</param>
    /// <returns>The exit code. Cancelling calls the command off.</returns>
    /// <exception cref="DataFolderException">The owner takes no commands, or went away before it was done.</exception>
    public static async ValueTask<int> RunAsync(DataFolderInUseException use, IReadOnlyList<string> arguments, CommandOutput output, CancellationToken ct)
    {
        if (use.Socket is not { } path) throw use;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(ControlProtocol.WriteArguments(arguments) + "\n"), ct);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (await reader.ReadLineAsync(ct) is { Length: >= 2 } line)
            {
                var text = line[2..];
                if (line[0] is ControlProtocol.Output) output.Say(text);
                else if (line[0] is ControlProtocol.Complaint) output.Complain(text);
                else if (line[0] is ControlProtocol.Exit && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code)) return code;
            }
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            throw new DataFolderException($"{use.Message} It could not be reached at '{path}': {fault.Message}", fault);
        }

        throw new DataFolderException($"{use.Message} It went away before the command was done.", null);
    }
}
