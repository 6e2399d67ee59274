using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.Registry.Signing;

/// <summary>
/// A key of the server's own for each signing profile, ECDSA on P-256. It is made when the profile is first named, kept
/// sealed, and never leaves the server.
/// </summary>
public sealed class SigningKeys(ISigningStore store, DataKey dataKey, TimeProvider clock)
{
    private readonly SecretBox box = dataKey.Box("image-signing");

    /// <returns>null for a profile that no signing configuration has named.</returns>
    public ValueTask<SigningKey?> FindAsync(string profileArn, CancellationToken ct) => store.FindKeyAsync(profileArn, ct);

    /// <summary>The key of a profile, made now where there is none.</summary>
    public async ValueTask<SigningKey> RequireAsync(string profileArn, RegistryScope registry, CancellationToken ct)
    {
        if (await store.FindKeyAsync(profileArn, ct) is { } known) return known;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = clock.GetUtcNow();
        var (leaf, root) = SigningCertificates.Make(key, profileArn[(profileArn.LastIndexOf('/') + 1)..], registry, now);
        var secret = key.ExportPkcs8PrivateKey();
        try
        {
            return await store.AddKeyAsync(new(profileArn, box.Seal(secret, PlaceOf(profileArn)), leaf, root, now), ct);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>ECDSA with SHA-256, both numbers one after the other (RFC 7518, section 3.4).</summary>
    /// <exception cref="CryptographicException">The key was sealed under another data key, or changed in the database.</exception>
    internal byte[] Sign(SigningKey key, ReadOnlySpan<byte> data)
    {
        if (!box.TryOpen(key.SealedKey.Span, PlaceOf(key.ProfileArn), out var secret))
            throw new CryptographicException($"The key of {key.ProfileArn} does not open with the data key of this data folder.");
        using var opened = ECDsa.Create();
        opened.ImportPkcs8PrivateKey(secret, out _);
        CryptographicOperations.ZeroMemory(secret);
        return opened.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] PlaceOf(string profileArn) => Encoding.UTF8.GetBytes(profileArn);
}
