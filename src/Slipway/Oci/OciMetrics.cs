using System.Diagnostics.Metrics;

namespace Slipway.Oci;

/// <summary>What goes through the data plane, counted.</summary>
internal sealed class OciMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway");
    private readonly Counter<long> blobBytesPulled;
    private readonly Counter<long> blobBytesPushed;
    private readonly Counter<long> blobsPulled;
    private readonly Counter<long> manifestsPulled;
    private readonly Counter<long> manifestsPushed;

    public OciMetrics()
    {
        blobBytesPulled = meter.CreateCounter<long>("slipway.registry.blob.pulled", "By", "Bytes of blobs sent to clients");
        blobBytesPushed = meter.CreateCounter<long>("slipway.registry.blob.pushed", "By", "Bytes of blobs received from clients");
        blobsPulled = meter.CreateCounter<long>("slipway.registry.blob.pulls", "{pull}", "Blobs, or ranges of them, sent to clients");
        manifestsPulled = meter.CreateCounter<long>("slipway.registry.manifest.pulls", "{pull}", "Manifests sent to clients");
        manifestsPushed = meter.CreateCounter<long>("slipway.registry.manifest.pushes", "{push}", "Manifests received from clients");
    }

    public void BlobPulled(long bytes)
    {
        blobsPulled.Add(1);
        blobBytesPulled.Add(bytes);
    }

    public void BlobPushed(long bytes) => blobBytesPushed.Add(bytes);

    public void ManifestPulled() => manifestsPulled.Add(1);

    public void ManifestPushed() => manifestsPushed.Add(1);

    public void Dispose() => meter.Dispose();
}
