using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.SecretsManager;

/// <summary>Seals values for their place, a version of one secret, and opens them.</summary>
internal sealed class SecretVault(DataKey key)
{
    private const byte Text = 0, Binary = 1;

    private readonly SecretBox box = key.Box("secrets-manager");
    private readonly byte[] fingerprintKey = key.Derive("secrets-manager-fingerprint");

    /// <summary>A version that is ready to be stored.</summary>
    public SecretVersion Seal(string arn, string version, SecretContent content, DateTimeOffset now)
    {
        byte[] plain = content.Text is { } text ? [Text, .. Encoding.UTF8.GetBytes(text)] : [Binary, .. content.Binary!.Value.Span];
        var place = PlaceOf(arn, version);
        var sealedValue = box.Seal(plain, place);
        var fingerprint = HMACSHA256.HashData(fingerprintKey, (byte[])[.. SHA256.HashData(place), .. plain]);
        CryptographicOperations.ZeroMemory(plain);
        return new(version, [], now, null, fingerprint, sealedValue);
    }

    /// <exception cref="CryptographicException">It was sealed for another place or with another key, or has been changed.</exception>
    public SecretContent Open(string arn, string version, byte[] sealedValue)
    {
        if (!box.TryOpen(sealedValue, PlaceOf(arn, version), out var plain)) throw new CryptographicException($"A value of {arn} cannot be opened.");
        return plain[0] == Text ? new(Encoding.UTF8.GetString(plain.AsSpan(1)), null) : new(null, plain.AsMemory(1));
    }

    private static byte[] PlaceOf(string arn, string version) => Encoding.UTF8.GetBytes($"{arn} {version}");
}

/// <summary>A value: text or bytes.</summary>
internal sealed record SecretContent(string? Text, ReadOnlyMemory<byte>? Binary)
{
    /// <returns>null when a request has none.</returns>
    public static SecretContent? Of(string? text, ReadOnlyMemory<byte>? binary)
    {
        if (text is not null && binary is not null) throw SecretsManagerErrors.TwoValues();
        return text is null && binary is null ? null : new(text, binary);
    }

    /// <summary>Never the value: records are printed.</summary>
    public override string ToString() => "A secret";
}
