using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Support;

/// <summary>The built program on a data folder and a port of its own. It can be killed and started again.</summary>
public sealed partial class ServerProgram : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Dictionary<string, string> settings;
    private readonly int port = FreePort();
    private readonly List<string> lines = [];
    private Process? process;

    /// <param name="settings">Settings that differ from the tests' usual ones.</param>
    public ServerProgram(params (string Name, string Value)[] settings)
    {
        Assert.True(File.Exists(Checkout.Program), $"{Checkout.Program} does not exist; `make build` makes it.");
        DataFolder = Directory.CreateTempSubdirectory("slipway-e2e-").FullName;
        this.settings = new()
        {
            ["SLIPWAY_URLS"] = $"http://127.0.0.1:{port}",
            ["SLIPWAY_DATA"] = DataFolder,
            ["SLIPWAY_ADMIN_ACCESS_KEY_ID"] = AwsKey.Admin.AccessKeyId,
            ["SLIPWAY_ADMIN_SECRET_ACCESS_KEY"] = AwsKey.Admin.SecretAccessKey,
        };
        foreach (var (name, value) in settings) this.settings[name] = value;
    }

    public string DataFolder { get; }

    public Uri Url => new($"http://127.0.0.1:{port}/");

    /// <summary>As docker names it.</summary>
    public string Host => $"localhost:{port}";

    public int Pid => process!.Id;

    /// <summary>What the server printed.</summary>
    public string Log
    {
        get
        {
            lock (lines) return string.Join('\n', lines);
        }
    }

    /// <summary>What the AWS clients are told.</summary>
    public Dictionary<string, string> ClientEnvironment => new()
    {
        ["AWS_ACCESS_KEY_ID"] = AwsKey.Admin.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = AwsKey.Admin.SecretAccessKey,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_ENDPOINT_URL"] = Url.ToString().TrimEnd('/'),
        ["AWS_PAGER"] = "",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        // The aws command line keeps the sessions of profiles there, also those of an earlier server.
        ["HOME"] = DataFolder,
    };

    /// <returns>How long it took until the first request was answered.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var started = Stopwatch.GetTimestamp();
        process = Process.Start(StartOf("serve"))!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await IsAnsweringAsync())
        {
            Assert.False(process.HasExited, $"The server ended:\n{Log}");
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"The server does not answer:\n{Log}");
            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>As a power cut does, to this program.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop.</summary>
    public void Terminate() => Assert.Equal(0, Signal(Pid, Sigterm));

    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!process!.HasExited) Terminate();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public Task WaitForExitAsync() => process!.WaitForExitAsync();

    /// <summary>Another run of the program with the same settings, such as <c>verify</c>.</summary>
    public Task<ToolResult> CommandAsync(params string[] arguments) => Tool.RunAsync(Checkout.Program, arguments, settings);

    /// <summary>A figure of /proc/PID/status in MiB, such as VmRSS or VmHWM (the peak).</summary>
    public double MemoryOf(string field)
    {
        var line = File.ReadLines($"/proc/{Pid}/status").First(text => text.StartsWith(field + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await StopAsync();
        process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private ProcessStartInfo StartOf(string command)
    {
        var start = new ProcessStartInfo(Checkout.Program, [command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    private async Task<bool> IsAnsweringAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(Url, "readyz"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is SocketException or HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (lines)
        {
            if (lines.Count >= 2000) lines.RemoveRange(0, 1000);
            lines.Add(line);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
