using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Tests.Ecr.Replication;

/// <summary>A wire between two servers that a test can cut: at once, or after so many bytes.</summary>
internal sealed class CuttableLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<TcpClient, bool> ends = [];
    private readonly int target;
    private readonly Task accepting;
    private long carried;
    private long most = long.MaxValue;
    private long longest = long.MaxValue;
    private TaskCompletionSource held = new();

    public CuttableLink(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Bytes that went to the target so far.</summary>
    public long Carried => Interlocked.Read(ref carried);

    /// <summary>From now on nothing goes through.</summary>
    public void Cut() => CutAfter(0);

    /// <summary>So many bytes more, then nothing.</summary>
    public void CutAfter(long bytes)
    {
        Interlocked.Exchange(ref most, Carried + bytes);
        if (bytes == 0) Break();
    }

    /// <summary>Whatever carries more than this by itself stands still until it is released; the rest goes on.</summary>
    public void HoldBehind(long bytes) => (longest, held) = (bytes, new(TaskCreationOptions.RunContinuationsAsynchronously));

    public void Release() => held.TrySetResult();

    public void Mend() => Interlocked.Exchange(ref most, long.MaxValue);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        Break();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private void Break()
    {
        foreach (var client in ends.Keys) client.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(end.Token);
            _ = CarryAsync(client);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            ends[client] = ends[server] = true;
            if (Carried >= Interlocked.Read(ref most)) return;
            await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
            await Task.WhenAny(PumpAsync(client, server, counts: true), PumpAsync(server, client, counts: false));
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // That is what a link does that is cut.
        }
        finally
        {
            client.Dispose();
            ends.TryRemove(client, out _);
            ends.TryRemove(server, out _);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool counts)
    {
        var buffer = new byte[4096];
        var here = 0L;
        try
        {
            while (await from.GetStream().ReadAsync(buffer, end.Token) is > 0 and var read)
            {
                if (Interlocked.Read(ref carried) + (counts ? read : 0) > Interlocked.Read(ref most)) return;
                if (counts) Interlocked.Add(ref carried, read);
                here += read;
                if (counts && here > longest) await held.Task.WaitAsync(end.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), end.Token);
            }
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // So is this.
        }
    }
}
