using System.Diagnostics.Metrics;

namespace Slipway.Oci;

/// <summary>What goes through the data plane, counted. Requests only add to a number; the readers of metrics come for it.</summary>
internal sealed class OciMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway");
    private long blobBytesPulled, blobBytesPushed, blobsPulled, manifestsPulled, manifestsPushed;

    public OciMetrics()
    {
        meter.CreateObservableCounter("slipway.registry.blob.pulled_bytes", () => Interlocked.Read(ref blobBytesPulled), "By", "Bytes of blobs sent to registry clients");
        meter.CreateObservableCounter("slipway.registry.blob.pushed_bytes", () => Interlocked.Read(ref blobBytesPushed), "By", "Bytes of blobs received from registry clients");
        meter.CreateObservableCounter("slipway.registry.blob.pulls", () => Interlocked.Read(ref blobsPulled), "{pull}", "Blobs, or ranges of them, sent to registry clients");
        meter.CreateObservableCounter("slipway.registry.manifest.pulls", () => Interlocked.Read(ref manifestsPulled), "{pull}", "Manifests sent to registry clients");
        meter.CreateObservableCounter("slipway.registry.manifest.pushes", () => Interlocked.Read(ref manifestsPushed), "{push}", "Manifests taken from registry clients");
    }

    public void BlobPulled(long bytes)
    {
        Interlocked.Increment(ref blobsPulled);
        Interlocked.Add(ref blobBytesPulled, bytes);
    }

    public void BlobPushed(long bytes) => Interlocked.Add(ref blobBytesPushed, bytes);

    public void ManifestPulled() => Interlocked.Increment(ref manifestsPulled);

    public void ManifestPushed() => Interlocked.Increment(ref manifestsPushed);

    public void Dispose() => meter.Dispose();
}
