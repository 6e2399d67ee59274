namespace Slipway.Registry.Scanning;

/// <summary>
/// What is true as long as this server has no scanner: every scan that is asked for or due fails, and says why. Clients that
/// wait for a scan to end hear of it at once, and nobody is told that an image has no vulnerabilities.
/// Departs: StartImageScan answers FAILED instead of IN_PROGRESS, and images that are to be scanned when they are pushed show
/// the same; so the limit of one scan in 24 hours does not begin either.
/// </summary>
internal sealed class NoScanner : IImageScans
{
    private static readonly ImageScan Failed = new(ScanStatus.Failed, "ScannerUnavailableError: This server has no image scanner; the image was not scanned.");

    public ValueTask<ImageScan> StartAsync(Repository repository, Image image, CancellationToken ct) => new(Failed);

    public ValueTask<ImageScan?> FindAsync(Repository repository, Image image, ScanPlan plan, CancellationToken ct) =>
        new(plan.Frequency is ScanFrequency.Manual || !IImageScans.CanBeScanned(image) ? null : Failed);
}
