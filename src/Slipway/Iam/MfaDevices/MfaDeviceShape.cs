using Slipway.Identity.MfaDevices;
using Slipway.Kernel;

namespace Slipway.Iam.MfaDevices;

/// <summary>A device of a user as clients see it (API_MFADevice).</summary>
internal sealed record MfaDeviceShape(string UserName, string SerialNumber, DateTimeOffset EnableDate)
{
    /// <param name="device">An enabled one.</param>
    public static MfaDeviceShape Of(MfaDevice device) =>
        new(device.Enabled!.Value.User.Name, device.SerialNumber, device.Enabled.Value.Since.ToSeconds());
}
