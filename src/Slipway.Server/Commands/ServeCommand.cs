using System.Net.Sockets;
using Slipway.Kernel;
using Slipway.Server.Logging;
using Slipway.Server.Telemetry;

namespace Slipway.Server.Commands;

/// <summary><c>slipway serve</c>: runs until it is told to stop, and then lets transfers finish.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(SlipwayOptions options, CancellationToken ct)
    {
        await using var output = Console.OpenStandardOutput();
        using var sink = new LogSink(options.LogFormat, output);
        using var telemetry = OpenTelemetryExport.StartIfAsked(Environment.GetEnvironmentVariable);
        await using var server = await StartAsync(options, sink, ct);
        foreach (var line in Welcome.Lines(options, server)) await Console.Out.WriteLineAsync(line);
        await server.WaitForStopAsync();
        return 0;
    }

    private static async Task<SlipwayServer> StartAsync(SlipwayOptions options, LogSink sink, CancellationToken ct)
    {
        try
        {
            return await SlipwayServer.StartAsync(new(options, sink, TimeProvider.System, new RandomIds()), ct);
        }
        catch (SocketException fault)
        {
            throw new CommandFailedException($"cannot listen on {string.Join(", ", options.Urls)}: {fault.Message}");
        }
    }
}
