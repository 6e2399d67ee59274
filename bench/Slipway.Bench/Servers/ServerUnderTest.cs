using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Bench.Load;

namespace Slipway.Bench.Servers;

/// <summary>A registry in a process of its own, on a port and a folder of its own.</summary>
internal abstract class ServerUnderTest(string name, string folder) : IDisposable
{
    private Process? process;

    public string Name { get; } = name;

    public string Folder { get; } = folder;

    public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, FreePort());

    [ThreadStatic]
    private static string? anothers;

    private string own = "";

    /// <summary>The header line that lets a registry request in, with its line end; empty where none is asked for.</summary>
    public string Authorization
    {
        get => anothers ?? own;
        protected set => own = value;
    }

    /// <summary>This thread's requests go as somebody else; null is oneself again.</summary>
    public static void ActAs(string? authorization) => anothers = authorization;

    /// <summary>Starts it and waits for its first answer.</summary>
    /// <returns>The time from the start of the process to that answer.</returns>
    public TimeSpan Start()
    {
        Directory.CreateDirectory(Folder);
        var start = Command();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var began = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
        var said = new StringBuilder();
        DataReceivedEventHandler hear = (_, line) => { lock (said) if (said.Length < 10_000) said.AppendLine(line.Data); };
        process.OutputDataReceived += hear;
        process.ErrorDataReceived += hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!Answers())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
                lock (said) throw new InvalidOperationException($"{Name} does not answer: {said}");
            Thread.Sleep(1);
        }

        var took = Stopwatch.GetElapsedTime(began);
        AfterStart();
        return took;
    }

    public void Stop()
    {
        if (process is null) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public void Dispose() => Stop();

    /// <summary>Makes a repository, where the server wants that.</summary>
    public virtual void CreateRepository(string name)
    {
    }

    /// <summary>Processor time used so far, of all its threads.</summary>
    public double CpuSeconds()
    {
        var stat = File.ReadAllText($"/proc/{process!.Id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }

    /// <summary>Resident memory in MiB, now and at its highest since <see cref="ForgetPeak"/>.</summary>
    public (double Now, double Peak) Memory()
    {
        var status = File.ReadAllLines($"/proc/{process!.Id}/status");
        double Of(string field) => double.Parse(
            status.Single(line => line.StartsWith(field, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture) / 1024;
        return (Of("VmRSS"), Of("VmHWM"));
    }

    public void ForgetPeak() => File.WriteAllText($"/proc/{process!.Id}/clear_refs", "5");

    public byte[] Get(string path) => Request("GET", path);

    public byte[] Head(string path) => Request("HEAD", path);

    public byte[] Request(string method, string path) => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {EndPoint}\r\n{Authorization}Accept: application/vnd.oci.image.manifest.v1+json\r\nUser-Agent: bench\r\n\r\n");

    public byte[] Request(string method, string path, string type, long length) => Encoding.ASCII.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {EndPoint}\r\n{Authorization}User-Agent: bench\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n");

    /// <summary>Runs something against the server and measures the processor time that it cost.</summary>
    public Measurement Measure(Func<(double Seconds, long Count, long Bytes, int[] Latencies)> run)
    {
        var before = CpuSeconds();
        var (seconds, count, bytes, latencies) = run();
        return new(seconds, count, bytes, latencies, CpuSeconds() - before);
    }

    protected abstract ProcessStartInfo Command();

    protected virtual void AfterStart()
    {
    }

    private bool Answers()
    {
        try
        {
            using var connection = new Connection(EndPoint);
            return connection.Request(Encoding.ASCII.GetBytes($"GET /v2/ HTTP/1.1\r\nHost: {EndPoint}\r\n\r\n")) is 200 or 401;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
