using System.Collections.Concurrent;

namespace Slipway.Registry.Scanning;

/// <summary>
/// What is true as long as this server has no scanner: every scan that is asked for or due fails, and says why. Clients that
/// wait for a scan to end hear of it at once, and nobody is told that an image has no vulnerabilities.
/// Departs: StartImageScan answers FAILED instead of IN_PROGRESS, and images that are to be scanned when they are pushed show
/// the same; so the limit of one scan in 24 hours does not begin either. A scan that was asked for is forgotten by a restart.
/// </summary>
internal sealed class NoScanner : IImageScans
{
    // Nothing was found out that would be worth keeping: it is remembered for those who wait for the end.
    private const int MostRemembered = 10_000;

    private static readonly ImageScan Failed = new(ScanStatus.Failed, "ScannerUnavailableError: This server has no image scanner; the image was not scanned.");

    private readonly ConcurrentDictionary<(long Repository, Digest Image), bool> asked = new();
    private readonly ConcurrentQueue<(long Repository, Digest Image)> order = new();

    public ValueTask<ImageScan> StartAsync(Repository repository, Image image, CancellationToken ct)
    {
        var key = (repository.Id, image.Digest);
        if (asked.TryAdd(key, true)) order.Enqueue(key);
        if (order.Count > MostRemembered && order.TryDequeue(out var oldest)) asked.TryRemove(oldest, out _);
        return new(Failed);
    }

    public ValueTask<ImageScan?> FindAsync(Repository repository, Image image, ScanPlan plan, CancellationToken ct) =>
        new(asked.ContainsKey((repository.Id, image.Digest)) || (plan.Frequency is not ScanFrequency.Manual && IImageScans.CanBeScanned(image)) ? Failed : null);
}
