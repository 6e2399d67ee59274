using System.Diagnostics.Metrics;

namespace Slipway.Registry.PullThrough;

/// <summary>How well the cache does, counted.</summary>
internal sealed class PullThroughMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway");
    private long hits, misses, fetched, failures;

    public PullThroughMetrics()
    {
        meter.CreateObservableCounter("slipway.cache.hits", () => Interlocked.Read(ref hits), "{pull}", "Pulls of manifests and blobs that the cache answered by itself");
        meter.CreateObservableCounter("slipway.cache.misses", () => Interlocked.Read(ref misses), "{pull}", "Pulls of manifests and blobs that an upstream registry was asked for");
        meter.CreateObservableCounter("slipway.cache.fetched_bytes", () => Interlocked.Read(ref fetched), "By", "Bytes of blobs received from upstream registries");
        meter.CreateObservableCounter("slipway.cache.failures", () => Interlocked.Read(ref failures), "{failure}", "Times that an upstream registry did not do what it was asked");
    }

    public void Hit() => Interlocked.Increment(ref hits);

    public void Missed() => Interlocked.Increment(ref misses);

    public void Fetched(long bytes) => Interlocked.Add(ref fetched, bytes);

    public void Failed() => Interlocked.Increment(ref failures);

    public void Dispose() => meter.Dispose();
}
