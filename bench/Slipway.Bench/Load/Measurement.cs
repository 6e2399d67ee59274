namespace Slipway.Bench.Load;

/// <summary>What one run of a row showed of one server.</summary>
/// <param name="Count">Answers, or whatever the row counts.</param>
/// <param name="Latencies">Microseconds, one an answer; may be empty.</param>
/// <param name="CpuSeconds">Processor time that the server used meanwhile.</param>
internal sealed record Measurement(double Seconds, long Count, long Bytes, int[] Latencies, double CpuSeconds)
{
    public double PerSecond => Count / Seconds;

    public double MebibytesPerSecond => Bytes / Seconds / 1048576;

    public double CpuMicrosecondsPerAnswer => CpuSeconds * 1e6 / Math.Max(Count, 1);

    public double CpuSecondsPerGibibyte => CpuSeconds / Math.Max(Bytes / 1073741824.0, 1e-9);

    public double Percentile(double share)
    {
        if (Latencies.Length == 0) return double.NaN;
        Array.Sort(Latencies);
        return Latencies[Math.Min(Latencies.Length - 1, (int)(Latencies.Length * share))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
