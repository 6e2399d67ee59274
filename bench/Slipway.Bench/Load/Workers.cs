using System.Diagnostics;
using System.Net;

namespace Slipway.Bench.Load;

/// <summary>Clients that each repeat a flow of several requests on a connection of their own, on a thread of their own.</summary>
internal static class Workers
{
    /// <param name="repeat">How often each repeats it; null for as long as <paramref name="window"/> lasts.</param>
    /// <param name="flow">The flow; gets the number of the client. Returns the bytes to count.</param>
    public static (double Seconds, long Count, long Bytes, int[] Latencies) Run(
        EndPoint server, int clients, int? repeat, TimeSpan window, Func<int, Connection, long> flow)
    {
        var latencies = new List<int>[clients];
        long bytes = 0;
        Exception? fault = null;
        using var ready = new Barrier(clients + 1);
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() =>
        {
            var mine = latencies[client] = [];
            using var connection = new Connection(server);
            ready.SignalAndWait();
            var began = Stopwatch.GetTimestamp();
            try
            {
                while (fault is null && (repeat is { } times ? mine.Count < times : Stopwatch.GetElapsedTime(began) < window))
                {
                    var from = Stopwatch.GetTimestamp();
                    Interlocked.Add(ref bytes, flow(client, connection));
                    mine.Add((int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(from).TotalMicroseconds));
                }
            }
            catch (Exception failure)
            {
                fault = failure;
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        ready.SignalAndWait();
        var start = Stopwatch.GetTimestamp();
        foreach (var thread in threads) thread.Join();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (fault is not null) throw new IOException(fault.Message, fault);
        return (seconds, latencies.Sum(each => (long)each.Count), bytes, [.. latencies.SelectMany(each => each)]);
    }
}
