using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Slipway.Identity.WebIdentity;

/// <summary>
/// A provider's public key (RFC 7517) and the signatures that it can check (RFC 7518): RSA with PKCS #1 or PSS, and ECDSA
/// on the NIST curves. Nothing symmetric, and never none: a public key is no secret.
/// </summary>
/// <param name="Id">null when the provider names none.</param>
/// <param name="Algorithm">The one that the key is for; null when the provider does not say.</param>
internal sealed record WebKey(string? Id, string? Algorithm, RSAParameters? Rsa, ECParameters? Curve)
{
    private const int MinModulus = 2048 / 8, MaxModulus = 8192 / 8, MaxExponent = 8;

    /// <returns>null for a key that is of another kind, for another use, or out of bounds.</returns>
    public static WebKey? Read(JsonElement key)
    {
        if (key.ValueKind is not JsonValueKind.Object) return null;
        if (Text(key, "use") is not (null or "sig")) return null;
        return Text(key, "kty") switch
        {
            "RSA" when Bytes(key, "n") is { Length: >= MinModulus and <= MaxModulus } modulus && Bytes(key, "e") is { Length: >= 1 and <= MaxExponent } exponent =>
                new(Text(key, "kid"), Text(key, "alg"), new RSAParameters { Modulus = modulus, Exponent = exponent }, null),
            "EC" when CurveOf(Text(key, "crv")) is { } curve && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y =>
                new(Text(key, "kid"), Text(key, "alg"), null, new ECParameters { Curve = curve, Q = new() { X = x, Y = y } }),
            _ => null,
        };
    }

    /// <summary>Whether this key made the token's signature, by an algorithm that fits it.</summary>
    public bool Verifies(JsonWebToken token)
    {
        if (Algorithm is not null && Algorithm != token.Algorithm) return false;
        try
        {
            return token.Algorithm switch
            {
                "RS256" => VerifyRsa(token, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                "RS384" => VerifyRsa(token, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
                "RS512" => VerifyRsa(token, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                "PS256" => VerifyRsa(token, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                "PS384" => VerifyRsa(token, HashAlgorithmName.SHA384, RSASignaturePadding.Pss),
                "PS512" => VerifyRsa(token, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
                "ES256" => VerifyCurve(token, HashAlgorithmName.SHA256, ECCurve.NamedCurves.nistP256),
                "ES384" => VerifyCurve(token, HashAlgorithmName.SHA384, ECCurve.NamedCurves.nistP384),
                "ES512" => VerifyCurve(token, HashAlgorithmName.SHA512, ECCurve.NamedCurves.nistP521),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            // No point on its curve, or numbers that are no key.
            return false;
        }
    }

    private bool VerifyRsa(JsonWebToken token, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        if (Rsa is not { } parameters) return false;
        using var rsa = RSA.Create(parameters);
        return rsa.VerifyData(token.SignedPart, token.Signature, hash, padding);
    }

    private bool VerifyCurve(JsonWebToken token, HashAlgorithmName hash, ECCurve curve)
    {
        if (Curve is not { } parameters || parameters.Curve.Oid.Value != curve.Oid.Value) return false;
        using var ecdsa = ECDsa.Create(parameters);
        return ecdsa.VerifyData(token.SignedPart, token.Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECCurve? CurveOf(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name) =>
        Text(key, name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
