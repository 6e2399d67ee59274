using QRCoder;
using Slipway.Identity.MfaDevices;

namespace Slipway.Iam.MfaDevices;

/// <summary>A seed as a picture that authenticators photograph: a QR code of an <c>otpauth</c> address.</summary>
internal static class SeedPicture
{
    private const string Issuer = "Amazon Web Services";
    private const int PixelsPerModule = 4;

    /// <returns>A PNG.</returns>
    public static byte[] Of(MfaDevice device, string seed)
    {
        var label = Uri.EscapeDataString($"{device.Name}@{device.Account}");
        var address = $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{label}?secret={seed}&issuer={Uri.EscapeDataString(Issuer)}";
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using PngByteQRCode picture = new(code);
        return picture.GetGraphic(PixelsPerModule);
    }
}
