using Slipway.Bench.Load;
using Slipway.Bench.Rows;
using Slipway.Bench.Servers;

namespace Slipway.Bench;

/// <summary>Runs every row against every server, one run after the other and server by server in turn, and reports.</summary>
internal sealed class Comparison(Settings settings, string folder)
{
    public int Run()
    {
        var rows = Table.Rows(settings.Window)
            .Where(row => settings.Rows.Count == 0 || settings.Rows.Any(part => row.Id.Contains(part, StringComparison.Ordinal)))
            .ToList();
        if (rows.Count == 0) throw new ArgumentException("No row has such an id; 'bench list' shows them.");
        if (settings.IsOursWanted && !File.Exists(settings.Program)) throw new ArgumentException($"There is no {settings.Program}: build it first.");

        using var ours = new SlipwayServer(Path.GetFullPath(settings.Program), Path.Combine(folder, "slipway"));
        using var peer = new DistributionServer("distribution", Path.Combine(folder, "distribution"), isAuthenticated: true);
        using var open = new DistributionServer("distribution, open", Path.Combine(folder, "open"), isAuthenticated: false);
        if (settings.IsOursWanted) ours.Start();
        if (settings.IsPeerWanted) peer.Start();
        if (rows.Any(row => row.HasUpstream || (settings.IsPeerWanted && row.IsAlsoOpen))) open.Start();
        ours.Upstream = open;

        var results = new List<Result>();
        foreach (var row in rows)
        {
            var servers = new List<ServerUnderTest>();
            if (settings.IsOursWanted) servers.Add(ours);
            if (settings.IsPeerWanted && !row.IsOwn) servers.Add(peer);
            if (settings.IsPeerWanted && row.IsAlsoOpen) servers.Add(open);
            results.Add(Measure(row, servers));
            Console.WriteLine(Report.Line(results[^1]));
        }

        ours.Stop();
        peer.Stop();
        open.Stop();
        Directory.CreateDirectory(settings.Results);
        var file = Path.Combine(settings.Results, settings.Name + ".md");
        File.WriteAllText(file, Report.Write(results, settings));
        Console.WriteLine($"Written: {file}");
        return results.Any(result => result.Faults.Count > 0) ? 1 : 0;
    }

    private Result Measure(Row row, List<ServerUnderTest> servers)
    {
        var result = new Result(row, servers.ToDictionary(server => server.Name, _ => new List<Measurement>()), []);
        var able = new List<ServerUnderTest>();
        foreach (var server in servers)
            if (Try(result, server, () => row.Prepare(server))) able.Add(server);
        for (var run = 0; run < (row.IsOnce ? 1 : settings.Runs); run++)
            foreach (var server in able)
                Try(result, server, () => result.Measurements[server.Name].Add(row.Run(server)));
        return result;
    }

    private static bool Try(Result result, ServerUnderTest server, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or System.Net.Sockets.SocketException or KeyNotFoundException)
        {
            result.Faults.Add($"{server.Name}: {fault.Message}");
            return false;
        }
    }
}

/// <summary>All runs of one row.</summary>
internal sealed record Result(Row Row, IReadOnlyDictionary<string, List<Measurement>> Measurements, List<string> Faults)
{
    public double Median(string server, Func<Measurement, double> value) =>
        Measurements.TryGetValue(server, out var runs) ? Measurement.Median(runs.Select(value)) : double.NaN;

    public double Value(string server) => Median(server, Row.ValueOf);
}
