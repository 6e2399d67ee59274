using Slipway.Iam.Users;
using Slipway.Identity.MfaDevices;
using Slipway.Kernel;

namespace Slipway.Iam.MfaDevices;

/// <summary>A virtual device as clients see it (API_VirtualMFADevice); its secrets are told once, when it is made.</summary>
/// <param name="Base32StringSeed">The ASCII bytes of base32 text.</param>
internal sealed record VirtualMfaDeviceShape(
    string SerialNumber,
    ReadOnlyMemory<byte>? Base32StringSeed,
    ReadOnlyMemory<byte>? QRCodePNG,
    UserShape? User,
    DateTimeOffset? EnableDate,
    IReadOnlyList<TagShape>? Tags)
{
    /// <summary>In listings tags are left out.</summary>
    public static VirtualMfaDeviceShape Listed(MfaDevice device) => new(
        device.SerialNumber,
        Base32StringSeed: null,
        QRCodePNG: null,
        device.Enabled is { } enabled ? UserShape.Listed(enabled.User) : null,
        device.Enabled?.Since.ToSeconds(),
        Tags: null);
}
