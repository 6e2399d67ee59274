using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Tests.Identity.WebIdentity;

/// <summary>A provider's private key, and tokens made with it; written apart from the code under test.</summary>
internal sealed class SigningKey : IDisposable
{
    // An RSA key takes longer to make than most tests to run: one that a test has done with serves the next.
    private static readonly ConcurrentBag<RSA> Spare = [];

    private readonly RSA? rsa;
    private readonly ECDsa? ecdsa;

    private SigningKey(string algorithm, string id)
    {
        (Algorithm, Id) = (algorithm, id);
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
            ecdsa = ECDsa.Create(algorithm switch { "ES256" => ECCurve.NamedCurves.nistP256, "ES384" => ECCurve.NamedCurves.nistP384, _ => ECCurve.NamedCurves.nistP521 });
        else
            rsa = Spare.TryTake(out var spare) ? spare : RSA.Create(2048);
    }

    public string Algorithm { get; }

    public string Id { get; }

    public static SigningKey Create(string algorithm, string id) => new(algorithm, id);

    /// <summary>As the provider publishes it.</summary>
    public JsonObject PublicKey()
    {
        JsonObject key = new() { ["kid"] = Id, ["use"] = "sig", ["alg"] = Algorithm };
        if (rsa?.ExportParameters(false) is { } numbers)
        {
            (key["kty"], key["n"], key["e"]) = ("RSA", Text(numbers.Modulus!), Text(numbers.Exponent!));
            return key;
        }

        var point = ecdsa!.ExportParameters(false).Q;
        (key["kty"], key["x"], key["y"]) = ("EC", Text(point.X!), Text(point.Y!));
        key["crv"] = Algorithm switch { "ES256" => "P-256", "ES384" => "P-384", _ => "P-521" };
        return key;
    }

    /// <summary>The modulus as bytes, for those who take a public key for a shared secret.</summary>
    public byte[] PublicBytes() => Encoding.ASCII.GetBytes(rsa!.ExportSubjectPublicKeyInfoPem());

    public string Sign(JsonObject claims) => Sign(new() { ["alg"] = Algorithm, ["kid"] = Id, ["typ"] = "JWT" }, claims);

    public string Sign(JsonObject header, JsonObject claims) => SignText(header.ToJsonString(), claims.ToJsonString());

    public string SignText(string header, string claims)
    {
        var signed = $"{Text(Encoding.UTF8.GetBytes(header))}.{Text(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Text(Signature(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose()
    {
        if (rsa is not null) Spare.Add(rsa);
        ecdsa?.Dispose();
    }

    private byte[] Signature(byte[] bytes)
    {
        HashAlgorithmName hash = new("SHA" + Algorithm[2..]);
        return ecdsa is not null
            ? ecdsa.SignData(bytes, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            : rsa!.SignData(bytes, hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }
}
