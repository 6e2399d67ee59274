using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Bench.Load;

/// <summary>
/// Many connections, each sending its next request when its answer is complete. Requests are ready bytes; answers are
/// counted and thrown away.
/// </summary>
internal static class ClosedLoop
{
    /// <summary>On several threads, for bodies so large that one could not read what a server sends.</summary>
    public static (double Seconds, long Count, long Bytes, int[] Latencies) RunWide(
        EndPoint server, IReadOnlyList<byte[]> requests, int connections, int status, TimeSpan window)
    {
        var threads = Math.Min(connections, Environment.ProcessorCount);
        var runs = new (double Seconds, long Count, long Bytes, int[] Latencies)[threads];
        Exception? fault = null;
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            try
            {
                runs[i] = Run(server, requests, (connections / threads) + (i < connections % threads ? 1 : 0), status, false, window);
            }
            catch (Exception failure)
            {
                fault = failure;
            }
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        if (fault is not null) throw new IOException(fault.Message, fault);
        return (runs.Max(run => run.Seconds), runs.Sum(run => run.Count), runs.Sum(run => run.Bytes), [.. runs.SelectMany(run => run.Latencies)]);
    }

    /// <summary>On one thread.</summary>
    /// <param name="requests">Ready requests, sent in turn.</param>
    /// <exception cref="IOException">An answer had another status than <paramref name="status"/>.</exception>
    public static (double Seconds, long Count, long Bytes, int[] Latencies) Run(
        EndPoint server, IReadOnlyList<byte[]> requests, int connections, int status, bool isHead, TimeSpan window)
    {
        var sockets = new Socket[connections];
        var readers = new ResponseReader[connections];
        var sentAt = new long[connections];
        var epoll = Epoll.Create();
        var buffer = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
        var ready = new Epoll.Event[connections];
        var latencies = new List<int>(1 << 18);
        long bytes = 0, next = 0;
        try
        {
            for (var i = 0; i < connections; i++)
            {
                sockets[i] = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                sockets[i].Connect(server);
                readers[i] = new() { IsHead = isHead };
                Epoll.Add(epoll, (int)sockets[i].Handle, i);
            }

            var start = Stopwatch.GetTimestamp();
            var end = start + (long)(window.TotalSeconds * Stopwatch.Frequency);
            for (var i = 0; i < connections; i++)
            {
                sentAt[i] = Stopwatch.GetTimestamp();
                Epoll.Send((int)sockets[i].Handle, requests[(int)(next++ % requests.Count)]);
            }

            // Past the window until there are latencies for all connections: 64 bodies of 1 GiB take longer than it.
            var last = end + (60 * Stopwatch.Frequency);
            long now;
            while ((now = Stopwatch.GetTimestamp()) < end || (latencies.Count < connections && now < last))
            {
                var count = Epoll.Wait(epoll, ready, 1000);
                for (var e = 0; e < count; e++)
                {
                    var i = (int)ready[e].Data;
                    var socket = (int)sockets[i].Handle;
                    var received = Epoll.Receive(socket, buffer);
                    if (received < 0) continue;
                    if (received == 0) throw new IOException("The server closed a connection.");
                    bytes += received;
                    if (!readers[i].Feed(buffer.AsSpan(0, received))) continue;
                    if (readers[i].Status != status) throw new IOException($"Answered {readers[i].Status}, not {status}.");
                    now = Stopwatch.GetTimestamp();
                    latencies.Add((int)((now - sentAt[i]) * 1_000_000 / Stopwatch.Frequency));
                    sentAt[i] = now;
                    Epoll.Send(socket, requests[(int)(next++ % requests.Count)]);
                }
            }

            return ((now - start) / (double)Stopwatch.Frequency, latencies.Count, bytes, [.. latencies]);
        }
        finally
        {
            foreach (var socket in sockets) socket?.Dispose();
            Epoll.Close(epoll);
        }
    }
}
