using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Adapters.DataFolder;

/// <summary>
/// Runs maintenance commands for other processes of the same user, which reach it over a unix socket that nobody else
/// may open. It listens from the start of the host until its end.
/// </summary>
internal sealed partial class ControlServer(FolderLock folder, MaintenanceCommands commands, TimeProvider clock, ILogger<ControlServer> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private string? socket;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        socket = folder.BeginServing();
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(16);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A host whose start failed stops what never started.
        if (socket is not null) File.Delete(socket);
    }

    public override void Dispose()
    {
        listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Task> running = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            running.RemoveWhere(task => task.IsCompleted);
            if (await AcceptAsync(stoppingToken) is { } client) running.Add(ServeAsync(client, stoppingToken));
        }

        await Task.WhenAll(running);
    }

    /// <returns>null when it was cancelled, or failed: the process has no descriptor left, and a server must not end for that.</returns>
    private async ValueTask<Socket?> AcceptAsync(CancellationToken ct)
    {
        var accepted = listener.AcceptAsync(ct).AsTask();
        await ((Task)accepted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (accepted.IsCompletedSuccessfully) return await accepted;
        await Task.Delay(Patience, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private async Task ServeAsync(Socket client, CancellationToken stopping)
    {
        using (client)
        {
            try
            {
                await using var stream = new NetworkStream(client);
                using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                var lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
                var writing = WriteAsync(stream, lines.Reader, hungUp.Token);
                var watching = Task.CompletedTask;
                if (await ReadRequestAsync(stream, stopping) is { } arguments)
                {
                    watching = WatchAsync(stream, hungUp);
                    await RunAsync(arguments, lines.Writer, stopping, hungUp.Token);
                }

                lines.Writer.Complete();
                await writing;
                await hungUp.CancelAsync();
                await watching;
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // The client has gone, or the server stops.
            }
        }
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, ChannelWriter<string> lines, CancellationToken stopping, CancellationToken ct)
    {
        void Write(char kind, string text)
        {
            foreach (var line in ControlProtocol.Lines(kind, text)) lines.TryWrite(line);
        }

        var code = MaintenanceCommands.Failed;
        try
        {
            code = await commands.RunAsync(arguments, new(text => Write(ControlProtocol.Output, text), text => Write(ControlProtocol.Complaint, text)), ct);
        }
        catch (OperationCanceledException)
        {
            if (stopping.IsCancellationRequested) Write(ControlProtocol.Complaint, "The server stops; the command was not finished.");
        }
        catch (Exception fault)
        {
            CommandFailed(log, string.Join(' ', arguments), fault);
            Write(ControlProtocol.Complaint, $"The command failed: {fault.Message}");
        }

        lines.TryWrite(ControlProtocol.ExitLine(code));
    }

    private static async Task WriteAsync(NetworkStream stream, ChannelReader<string> lines, CancellationToken hungUp)
    {
        await foreach (var line in lines.ReadAllAsync(CancellationToken.None))
            if (!hungUp.IsCancellationRequested || line[0] is ControlProtocol.Exit or ControlProtocol.Complaint)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), CancellationToken.None);
    }

    /// <returns>null when what came is no request.</returns>
    private static async ValueTask<IReadOnlyList<string>?> ReadRequestAsync(NetworkStream stream, CancellationToken ct)
    {
        var buffer = new byte[ControlProtocol.LongestRequest];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), ct);
            if (read == 0) return null;
            length += read;
            if (buffer.AsSpan(0, length).IndexOf((byte)'\n') is >= 0 and var end) return ControlProtocol.ReadArguments(Encoding.UTF8.GetString(buffer, 0, end));
        }

        return null;
    }

    /// <summary>The client says nothing more; when its side ends, so does the command.</summary>
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource hungUp)
    {
        try
        {
            var buffer = new byte[64];
            while (await stream.ReadAsync(buffer, hungUp.Token) > 0)
            {
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
        {
            // The same end.
        }

        await hungUp.CancelAsync();
    }

    [LoggerMessage(3201, LogLevel.Error, "The maintenance command {Command} failed")]
    private static partial void CommandFailed(ILogger log, string command, Exception fault);
}
