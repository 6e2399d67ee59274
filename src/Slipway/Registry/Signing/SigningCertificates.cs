using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Registry.Signing;

/// <summary>
/// Certificates as the Notary Project's signature specification wants them ("Certificate Requirements"): a root that may
/// only vouch for certificates, and a leaf that may only sign code.
/// </summary>
internal static class SigningCertificates
{
    // There is no timestamping authority: a signature is good for as long as its certificates are.
    private const int Years = 20;

    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>The certificates of a key. The root's own key is thrown away: nothing else will ever be vouched for by it.</summary>
    /// <param name="registry">Of the profile.</param>
    public static (byte[] Leaf, byte[] Root) Make(ECDsa key, string profileName, RegistryScope registry, DateTimeOffset now)
    {
        // Some tolerance for the clocks of those who verify; certificates know whole seconds.
        var from = DateTimeOffset.FromUnixTimeSeconds(now.AddDays(-1).ToUnixTimeSeconds());
        var until = from.AddYears(Years);

        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest(NameOf($"{profileName} root", registry), rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        rootRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(rootRequest.PublicKey, critical: false));
        using var root = rootRequest.CreateSelfSigned(from, until);

        var request = new CertificateRequest(NameOf(profileName, registry), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(CodeSigning)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var leaf = request.Create(root, from, until, SerialNumber());
        return (leaf.RawData, root.RawData);
    }

    /// <summary>Notation's <c>x509.subject</c> identities must name a country, a state and an organization; XX is nobody's country.</summary>
    private static X500DistinguishedName NameOf(string commonName, RegistryScope registry)
    {
        X500DistinguishedNameBuilder name = new();
        name.AddCountryOrRegion("XX");
        name.AddStateOrProvinceName(registry.Region);
        name.AddOrganizationName("Slipway");
        name.AddOrganizationalUnitName(registry.Account);
        name.AddCommonName(commonName.Length <= 64 ? commonName : commonName[..64]);
        return name.Build();
    }

    private static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        // Positive, and of the full length.
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}
