using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Signing;

/// <summary>
/// Verifies a signature as the Notary Project's specifications say, from what the registry serves and a root that is
/// trusted; written from them, apart from the code under test.
/// </summary>
internal sealed record NotaryVerifier(SlipwayApp App, string Repository, string RootPem)
{
    private const string Signature = "application/vnd.cncf.notary.signature";

    /// <returns>The digests of the image's signatures, all of them verified.</returns>
    public async Task<IReadOnlyList<string>> VerifyAsync(string image)
    {
        var referrers = await JsonAsync($"/v2/{Repository}/referrers/{image}?artifactType={Uri.EscapeDataString(Signature)}");
        List<string> verified = [];
        foreach (var found in referrers.GetProperty("manifests").EnumerateArray())
        {
            var digest = found.GetProperty("digest").GetString()!;
            await VerifyManifestAsync(image, await JsonAsync($"/v2/{Repository}/manifests/{digest}"));
            verified.Add(digest);
        }

        return verified;
    }

    private async Task VerifyManifestAsync(string image, JsonElement manifest)
    {
        Assert.Equal(2, manifest.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(RegistryRequests.OciManifest, manifest.GetProperty("mediaType").GetString());
        Assert.Equal(Signature, manifest.GetProperty("config").GetProperty("mediaType").GetString());
        Assert.Equal(image, manifest.GetProperty("subject").GetProperty("digest").GetString());
        var layer = Assert.Single(manifest.GetProperty("layers").EnumerateArray());
        Assert.Equal("application/jose+json", layer.GetProperty("mediaType").GetString());

        var bytes = await BytesAsync($"/v2/{Repository}/blobs/{layer.GetProperty("digest").GetString()}");
        Assert.Equal(bytes.Length, layer.GetProperty("size").GetInt32());
        var envelope = JsonDocument.Parse(bytes).RootElement;
        Assert.Equal(["header", "payload", "protected", "signature"], envelope.EnumerateObject().Select(member => member.Name).Order());
        var chain = envelope.GetProperty("header").GetProperty("x5c").EnumerateArray()
            .Select(certificate => X509CertificateLoader.LoadCertificate(certificate.GetBytesFromBase64())).ToList();
        var thumbprints = JsonDocument.Parse(manifest.GetProperty("annotations").GetProperty("io.cncf.notary.x509chain.thumbprint#S256").GetString()!).RootElement;
        Assert.Equal(chain.Select(certificate => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))), thumbprints.EnumerateArray().Select(text => text.GetString()));
        VerifyEnvelope(envelope, chain);
        var payload = Decoded(envelope, "payload").GetProperty("targetArtifact");
        var target = await BytesAsync($"/v2/{Repository}/manifests/{image}");
        Assert.Equal(
            (image, (long)target.Length, RegistryRequests.DigestOf(target)),
            (payload.GetProperty("digest").GetString(), payload.GetProperty("size").GetInt64(), image));
        Assert.Equal(manifest.GetProperty("subject").GetProperty("mediaType").GetString(), payload.GetProperty("mediaType").GetString());
    }

    private void VerifyEnvelope(JsonElement envelope, List<X509Certificate2> chain)
    {
        var head = Decoded(envelope, "protected");
        Assert.Equal("ES256", head.GetProperty("alg").GetString());
        Assert.Equal("application/vnd.cncf.notary.payload.v1+json", head.GetProperty("cty").GetString());
        Assert.Equal(["io.cncf.notary.signingScheme"], head.GetProperty("crit").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("notary.x509", head.GetProperty("io.cncf.notary.signingScheme").GetString());
        var signedAt = DateTimeOffset.ParseExact(head.GetProperty("io.cncf.notary.signingTime").GetString()!, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        using var key = chain[0].GetECDsaPublicKey()!;
        Assert.Equal(256, key.KeySize);
        var signed = Encoding.ASCII.GetBytes($"{envelope.GetProperty("protected").GetString()}.{envelope.GetProperty("payload").GetString()}");
        var signature = Base64Url.DecodeFromChars(envelope.GetProperty("signature").GetString());
        Assert.True(key.VerifyData(signed, signature, HashAlgorithmName.SHA256));
        signed[^1] ^= 1;
        Assert.False(key.VerifyData(signed, signature, HashAlgorithmName.SHA256));

        Assert.Equal(2, chain.Count);
        VerifyLeaf(chain[0]);
        VerifyRoot(chain[1]);
        using var trusted = X509Certificate2.CreateFromPem(RootPem);
        using X509Chain path = new();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.CustomTrustStore.Add(trusted);
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.VerificationTime = signedAt.UtcDateTime;
        path.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.3"));
        Assert.True(path.Build(chain[0]), string.Join(", ", path.ChainStatus.Select(status => status.StatusInformation)));
        Assert.Equal(trusted.Thumbprint, chain[1].Thumbprint);
    }

    // "Leaf Certificates"
    private static void VerifyLeaf(X509Certificate2 leaf)
    {
        Assert.False(leaf.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        var usage = leaf.Extensions.OfType<X509KeyUsageExtension>().Single();
        Assert.True(usage.Critical);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, usage.KeyUsages);
        Assert.Equal(["1.3.6.1.5.5.7.3.3"], leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value));
        Assert.Equal("1.2.840.10045.4.3.2", leaf.SignatureAlgorithm.Value);
        foreach (var attribute in (string[])["C=", "S=", "O=", "CN="]) Assert.Contains(attribute, leaf.Subject, StringComparison.Ordinal);
    }

    // "Root and Intermediate CA Certificates"
    private static void VerifyRoot(X509Certificate2 root)
    {
        var constraints = root.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.True(constraints is { Critical: true, CertificateAuthority: true });
        var usage = root.Extensions.OfType<X509KeyUsageExtension>().Single();
        Assert.True(usage.Critical && usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));
        Assert.Equal(root.Subject, root.Issuer);
    }

    private static JsonElement Decoded(JsonElement envelope, string member) => JsonDocument.Parse(Base64Url.DecodeFromChars(envelope.GetProperty(member).GetString())).RootElement;

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await BytesAsync(path)).RootElement;

    private async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await App.Get(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
