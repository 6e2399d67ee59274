using System.Diagnostics;
using System.Globalization;
using System.Text;
using Slipway.Server.Logging;

namespace Slipway.Server.Telemetry;

/// <summary><c>/metrics</c>: everything that is counted, in Prometheus's text format 0.0.4.</summary>
internal sealed class MetricsPage(RequestMetrics requests, MeterReader meters, LogSink sink, SlipwayOptions options)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public string Write()
    {
        var page = new StringBuilder(8 * 1024);
        requests.Write(page);
        meters.Write(page);
        WriteProcess(page);
        return page.ToString();
    }

    private void WriteProcess(StringBuilder page)
    {
        using var process = Process.GetCurrentProcess();
        Add(page, "slipway_log_lines_dropped_total", "counter", "Log lines lost because their reader was too slow.", sink.Dropped);
        Add(page, "slipway_data_free_bytes", "gauge", "Free space where the data folder lies.", FreeBytes());
        Add(page, "process_cpu_seconds_total", "counter", "Processor time used.", process.TotalProcessorTime.TotalSeconds);
        Add(page, "process_resident_memory_bytes", "gauge", "Memory in use.", process.WorkingSet64);
        Add(page, "process_start_time_seconds", "gauge", "When the process started, in seconds since 1970.", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000d);
        Add(page, "process_threads", "gauge", "Threads of the process.", process.Threads.Count);
        if (OperatingSystem.IsLinux()) Add(page, "process_open_fds", "gauge", "Open files and sockets.", Directory.GetFileSystemEntries("/proc/self/fd").Length);
        Add(page, "dotnet_gc_heap_bytes", "gauge", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false));
        Add(page, "dotnet_gc_collections_total", "counter", "Garbage collections of the runtime, all generations.", GC.CollectionCount(0));
        Add(page, "dotnet_threadpool_queue", "gauge", "Work that waits for a thread.", ThreadPool.PendingWorkItemCount);
    }

    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(options.DataFolder).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Add(StringBuilder page, string name, string type, string help, double value) =>
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
