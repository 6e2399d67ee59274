namespace Slipway.Registry.Scanning;

/// <summary>
/// Scans of images for known vulnerabilities. The place of the scanner: whoever brings one puts it here, and decides there
/// how often an image may be scanned.
/// </summary>
public interface IImageScans
{
    /// <summary>Begins a scan of an image that can be scanned (<see cref="CanBeScanned"/>).</summary>
    ValueTask<ImageScan> StartAsync(Repository repository, Image image, CancellationToken ct);

    /// <summary>The last scan of an image that was asked for or was due.</summary>
    /// <param name="plan">When the repository's images are scanned.</param>
    /// <returns>null when there is none.</returns>
    ValueTask<ImageScan?> FindAsync(Repository repository, Image image, ScanPlan plan, CancellationToken ct);

    /// <summary>Images of containers; not indexes, charts, signatures and other artifacts.</summary>
    static bool CanBeScanned(Image image) => image.ConfigMediaType is
        "application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json";
}

/// <param name="Description">Of the status, for people.</param>
public sealed record ImageScan(ScanStatus Status, string Description);

/// <summary>API_ImageScanStatus.</summary>
public enum ScanStatus
{
    InProgress,
    Complete,
    Failed,
    UnsupportedImage,
    Active,
    Pending,
    ScanEligibilityExpired,
    FindingsUnavailable,
    LimitExceeded,
    ImageArchived,
}
