using System.Globalization;
using System.Text;
using Slipway.Bench.Load;
using Slipway.Bench.Rows;

namespace Slipway.Bench;

/// <summary>Writes results as a table of Markdown; the machine is described without naming it.</summary>
internal static class Report
{
    private const string Ours = "slipway";
    private const string Peer = "distribution";
    private const string Open = "distribution, open";

    public static string Line(Result result)
    {
        var line = $"{result.Row.Id,-26} {Show(result, Ours),12}  peer {Show(result, Peer),12}  ratio {Times(result, Peer),7}";
        line += $"  p50/p99 {Latencies(result, Ours)} | {Latencies(result, Peer)}  cpu {Cpu(result, Ours)} | {Cpu(result, Peer)}  {Verdict(result, Peer)}";
        return result.Faults.Count == 0 ? line : $"{line}\n    {string.Join("\n    ", result.Faults.Distinct())}";
    }

    public static string Write(IReadOnlyList<Result> results, Settings settings)
    {
        var text = new StringBuilder($"""
            # Slipway and CNCF distribution side by side
            {TimeProvider.System.GetUtcNow():yyyy-MM-dd}; {Machine()}. Runs alternate between the servers, on loopback, each with the same bytes and with its
            credentials checked on every request; medians of {settings.Runs} runs of {settings.Window.TotalSeconds:0.#} s. Distribution is Debian's `docker-registry` (2.8.2), file driver, htpasswd with
            bcrypt at the tool's default cost, and does not flush; Slipway flushes what it acknowledges. CPU is the server's, for one answer
            or one GiB. Machines are noisy: ratios count.

            | row | slipway | p50 / p99 | CPU | distribution | p50 / p99 | CPU | ratio | goal | |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var result in results)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Row.Title} | {Show(result, Ours)} | {Latencies(result, Ours)} | {Cpu(result, Ours)} | {Show(result, Peer)} | {Latencies(result, Peer)} | {Cpu(result, Peer)} | {Times(result, Peer)} | {result.Row.Goal?.Text} | {Verdict(result, Peer)} |");
        var open = results.Where(result => result.Measurements.ContainsKey(Open)).ToList();
        if (open.Count > 0)
        {
            text.Append("\n## The same against distribution without any authentication\n| row | distribution, open | CPU | ratio | goal | |\n|---|---|---|---|---|---|\n");
            foreach (var result in open)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {result.Row.Title} | {Show(result, Open)} | {Cpu(result, Open)} | {Times(result, Open)} | {result.Row.Goal?.Text} | {Verdict(result, Open)} |");
        }

        var faults = results.Where(result => result.Faults.Count > 0).ToList();
        if (faults.Count > 0) text.Append("\n## Failed\n");
        foreach (var result in faults) text.AppendLine(CultureInfo.InvariantCulture, $"- {result.Row.Title}: {string.Join("; ", result.Faults.Distinct())}");
        return text.ToString();
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0;
        return $"{Environment.ProcessorCount} cores of {model}, {memory:0} GiB, Linux {Environment.OSVersion.Version.ToString(2)}, .NET {Environment.Version.ToString(3)}";
    }

    private static string Show(Result result, string server)
    {
        var value = result.Value(server);
        if (double.IsNaN(value)) return "–";
        return result.Row.Unit switch
        {
            Unit.PerSecond => $"{value:N0}/s",
            Unit.MebibytesPerSecond => $"{value:N0} MiB/s",
            Unit.Milliseconds => $"{value:N0} ms",
            _ => $"{value:N0} MiB",
        };
    }

    private static string Latencies(Result result, string server)
    {
        var (p50, p99) = (result.Median(server, m => m.Percentile(0.5)), result.Median(server, m => m.Percentile(0.99)));
        return double.IsNaN(p50) ? "" : $"{Duration(p50)} / {Duration(p99)}";
    }

    private static string Duration(double microseconds) => microseconds switch
    {
        < 1000 => $"{microseconds:0} µs",
        < 100_000 => $"{microseconds / 1000:0.0} ms",
        _ => $"{microseconds / 1000:N0} ms",
    };

    private static string Cpu(Result result, string server)
    {
        if (!result.Measurements.TryGetValue(server, out var runs) || runs.Count == 0 || result.Row.Unit is Unit.Mebibytes) return "";
        return result.Row.Unit is Unit.MebibytesPerSecond
            ? $"{Measurement.Median(runs.Select(run => run.CpuSecondsPerGibibyte)):0.00} s/GiB"
            : Duration(Measurement.Median(runs.Select(run => run.CpuMicrosecondsPerAnswer)));
    }

    private static double Ratio(Result result, string peer) => result.Row.Ratio(result.Value(Ours), result.Value(peer));

    private static string Times(Result result, string peer) => Ratio(result, peer) is var ratio && double.IsNaN(ratio) ? "–" : $"{ratio:0.##}×";

    private static string Verdict(Result result, string peer)
    {
        if (result.Row.Goal is not { } goal) return "";
        var (value, ratio) = (result.Value(Ours), Ratio(result, peer));
        return double.IsNaN(value) || (double.IsNaN(ratio) && goal.Text.Contains('×', StringComparison.Ordinal)) ? "" : goal.IsMet(value, ratio) ? "met" : "missed";
    }
}
