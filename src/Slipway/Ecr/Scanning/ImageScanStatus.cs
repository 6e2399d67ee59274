using Slipway.Registry.Scanning;

namespace Slipway.Ecr.Scanning;

/// <summary>How a scan stands (API_ImageScanStatus).</summary>
internal sealed record ImageScanStatus(ScanStatus Status, string? Description)
{
    public static ImageScanStatus Of(ImageScan scan) => new(scan.Status, scan.Description);
}
