using System.Globalization;
using Slipway.Bench;
using Slipway.Bench.Lifecycle;
using Slipway.Bench.Load;
using Slipway.Bench.Policies;
using Slipway.Bench.Rows;
using Slipway.Bench.Servers;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["bare", var port])
{
    BareServer.Serve(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["list"])
{
    foreach (var row in Table.Rows(TimeSpan.Zero)) Console.WriteLine($"{row.Id,-28} {row.Title}");
    return 0;
}

if (args is ["get", _, _, _, _])
{
    Probe.Get(args[1..]);
    return 0;
}

if (args is ["put", _, _, _, _])
{
    Probe.Put(args[1..]);
    return 0;
}

if (args is ["policy", var results])
{
    PolicyReport.Run(results);
    return 0;
}

if (args is ["lifecycle", var program, var reports])
{
    var work = Directory.CreateTempSubdirectory("slipway-bench-").FullName;
    try
    {
        LifecycleReport.Run(program, work, reports);
        return 0;
    }
    finally
    {
        Directory.Delete(work, recursive: true);
    }
}

var folder = Directory.CreateTempSubdirectory("slipway-bench-").FullName;
try
{
    if (args is ["ceiling"])
    {
        Ceiling(folder);
        return 0;
    }

    return new Comparison(Settings.Parse(args), folder).Run();
}
catch (ArgumentException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// How much load this program makes against a server that does nothing: no row may come near it.
static void Ceiling(string folder)
{
    using var server = new BareServer(folder);
    server.Start();
    foreach (var (path, connections) in ((string, int)[])[("/v2/", 1), ("/v2/", 8), ("/v2/", 64), ("/65536", 8), ("/1048576", 1), ("/1048576", 8), ("/1073741824", 1), ("/1073741824", 8)])
    {
        var measured = server.Measure(() => ClosedLoop.Run(server.EndPoint, [server.Get(path)], connections, 200, false, TimeSpan.FromSeconds(2)));
        Console.WriteLine($"{path,-14} {connections,3} conn.: {measured.PerSecond,9:N0}/s {measured.MebibytesPerSecond,8:N0} MiB/s, p50 {measured.Percentile(0.5):N0} µs, p99 {measured.Percentile(0.99):N0} µs, server {measured.CpuSeconds / measured.Seconds:P0} of a core");
    }
}
