using System.Globalization;
using System.Net;
using System.Text;
using Slipway.Bench.Load;
using Slipway.Bench.Rows;

namespace Slipway.Bench;

/// <summary>One kind of request against whatever listens on a port of this machine; for trying things out.</summary>
internal static class Probe
{
    public const string Usage = "bench get PORT PATH CONNECTIONS SECONDS | bench put PORT PATH CLIENTS MEBIBYTES";

    public static void Get(string[] args)
    {
        var server = new IPEndPoint(IPAddress.Loopback, Number(args[0]));
        var request = Encoding.ASCII.GetBytes($"GET {args[1]} HTTP/1.1\r\nHost: {server}\r\nUser-Agent: bench\r\n\r\n");
        var (seconds, count, bytes, latencies) = ClosedLoop.Run(server, [request], Number(args[2]), 200, false, TimeSpan.FromSeconds(Number(args[3])));
        Show($"GET {args[1]} {args[2]} conn.", new(seconds, count, bytes, latencies, 0));
    }

    public static void Put(string[] args)
    {
        var server = new IPEndPoint(IPAddress.Loopback, Number(args[0]));
        var length = (long)Number(args[3]) << 20;
        var (parts, _) = Contents.Blob(length, "probe");
        var request = Encoding.ASCII.GetBytes($"PUT {args[1]} HTTP/1.1\r\nHost: {server}\r\nUser-Agent: bench\r\nContent-Length: {length}\r\n\r\n");
        var (seconds, count, bytes, latencies) = Workers.Run(server, Number(args[2]), 4, default, (_, connection) =>
        {
            connection.Expect(200, request, parts);
            return length;
        });
        Show($"PUT {args[1]} {args[2]} clients", new(seconds, count, bytes, latencies, 0));
    }

    private static void Show(string what, Measurement measured) => Console.WriteLine(
        $"{what,-32} {measured.PerSecond,9:N0}/s {measured.MebibytesPerSecond,8:N0} MiB/s, p50 {measured.Percentile(0.5):N0} µs, p99 {measured.Percentile(0.99):N0} µs");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
