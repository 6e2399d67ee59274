using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.Identity.MfaDevices;

/// <summary>The secrets that codes are made from. In the database they are sealed, each for the serial number of its device.</summary>
internal sealed class MfaSeeds(DataKey dataKey, IIdSource ids)
{
    // AWS's length: 320 bits.
    private const int Characters = 64;

    private readonly SecretBox box = dataKey.Box("mfa-seed");

    /// <summary>A fresh seed as base32 text, which is how authenticators take it.</summary>
    public string NewSeed() => ids.NewText(Base32.Alphabet, Characters);

    public byte[] Seal(string serialNumber, string seed) => box.Seal(Base32.Decode(seed), Encoding.UTF8.GetBytes(serialNumber));

    /// <exception cref="CryptographicException">Sealed under another data key, or changed in the database.</exception>
    public byte[] Open(MfaDevice device) =>
        box.TryOpen(device.SealedSeed.Span, Encoding.UTF8.GetBytes(device.SerialNumber), out var seed)
            ? seed
            : throw new CryptographicException($"The seed of MFA device {device.SerialNumber} does not open with the data key of this data folder.");
}
