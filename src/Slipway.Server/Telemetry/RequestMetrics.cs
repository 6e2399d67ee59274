using System.Globalization;
using System.Text;

namespace Slipway.Server.Telemetry;

/// <summary>
/// How many requests of which kind took how long. Counted in a fixed table, so that a request costs two increments and
/// a stranger's path or method adds no series.
/// </summary>
internal sealed class RequestMetrics
{
    private static readonly string[] Kinds = ["manifests", "blobs", "uploads", "tags", "referrers", "registry", "api", "operation"];
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "other"];
    private static readonly string[] Statuses = ["1xx", "2xx", "3xx", "4xx", "5xx"];
    private static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30, 300];

    private readonly Series?[] table = new Series?[Kinds.Length * Methods.Length * Statuses.Length];

    public void Record(string method, string path, int status, TimeSpan duration)
    {
        var kind = KindOf(path);
        var verb = Array.IndexOf(Methods, method, 0, Methods.Length - 1);
        if (verb < 0) verb = Methods.Length - 1;
        var index = (((kind * Methods.Length) + verb) * Statuses.Length) + Math.Clamp((status / 100) - 1, 0, Statuses.Length - 1);
        ref var slot = ref table[index];
        (slot ?? Interlocked.CompareExchange(ref slot, new(), null) ?? slot).Add(duration);
    }

    public void Write(StringBuilder page)
    {
        page.Append("# HELP slipway_http_request_duration_seconds Requests that were answered, by kind, method and class of status.\n");
        page.Append("# TYPE slipway_http_request_duration_seconds histogram\n");
        for (var i = 0; i < table.Length; i++)
        {
            if (table[i] is not { } series) continue;
            var labels = $"kind=\"{Kinds[i / Statuses.Length / Methods.Length]}\",method=\"{Methods[i / Statuses.Length % Methods.Length]}\",status=\"{Statuses[i % Statuses.Length]}\"";
            series.Write(page, labels);
        }
    }

    private static int KindOf(string path)
    {
        if (!path.StartsWith("/v2", StringComparison.Ordinal)) return path is "/healthz" or "/readyz" or "/metrics" ? 7 : 6;
        if (path.Contains("/blobs/uploads/", StringComparison.Ordinal)) return 2;
        if (path.Contains("/blobs/", StringComparison.Ordinal)) return 1;
        if (path.Contains("/manifests/", StringComparison.Ordinal)) return 0;
        if (path.EndsWith("/tags/list", StringComparison.Ordinal)) return 3;
        return path.Contains("/referrers/", StringComparison.Ordinal) ? 4 : 5;
    }

    private sealed class Series
    {
        private readonly long[] buckets = new long[Bounds.Length + 1];
        private long ticks;

        public void Add(TimeSpan duration)
        {
            var bucket = 0;
            while (bucket < Bounds.Length && duration.TotalSeconds > Bounds[bucket]) bucket++;
            Interlocked.Increment(ref buckets[bucket]);
            Interlocked.Add(ref ticks, duration.Ticks);
        }

        public void Write(StringBuilder page, string labels)
        {
            const string Name = "slipway_http_request_duration_seconds";
            var invariant = CultureInfo.InvariantCulture;
            long count = 0;
            for (var i = 0; i <= Bounds.Length; i++)
            {
                count += Interlocked.Read(ref buckets[i]);
                var bound = i == Bounds.Length ? "+Inf" : Bounds[i].ToString(invariant);
                page.Append(invariant, $"{Name}_bucket{{{labels},le=\"{bound}\"}} {count}\n");
            }

            page.Append(invariant, $"{Name}_sum{{{labels}}} {TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalSeconds}\n");
            page.Append(invariant, $"{Name}_count{{{labels}}} {count}\n");
        }
    }
}
