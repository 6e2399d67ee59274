using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Slipway.Identity.Providers;

/// <summary>
/// What is needed of the document by which a SAML 2.0 identity provider makes itself known (Metadata for SAML 2.0, 2.3.2).
/// It comes from strangers: it is read once from front to back, without a document type and without anything from outside.
/// </summary>
/// <param name="ValidUntil">null when it does not say.</param>
internal sealed record SamlMetadata(string EntityId, DateTimeOffset? ValidUntil)
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const string Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <returns>false for anything but an EntityDescriptor of an identity provider that tells where to sign in and shows a certificate.</returns>
    public static bool TryParse(string document, [NotNullWhen(true)] out SamlMetadata? metadata)
    {
        metadata = null;
        try
        {
            using var text = new StringReader(document);
            using var xml = XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            metadata = Read(xml);
        }
        catch (XmlException)
        {
            // Not XML, or with a document type.
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            // A time or a certificate that is none.
        }

        return metadata is not null;
    }

    private static SamlMetadata? Read(XmlReader xml)
    {
        if (xml.MoveToContent() is not XmlNodeType.Element || xml.LocalName != "EntityDescriptor" || xml.NamespaceURI != Metadata) return null;
        var (entity, until) = (xml.GetAttribute("entityID"), xml.GetAttribute("validUntil"));
        var (hasRole, hasSignOn, hasCertificate) = (false, false, false);
        // To the end, so that what is broken further down is found too.
        for (var isMore = xml.Read(); isMore;)
        {
            if (xml.NodeType is XmlNodeType.Element && xml is { NamespaceURI: Signature, LocalName: "X509Certificate" })
            {
                // Moves to what follows by itself.
                using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(xml.ReadElementContentAsString()));
                hasCertificate = true;
                continue;
            }

            hasRole |= xml is { NodeType: XmlNodeType.Element, NamespaceURI: Metadata, LocalName: "IDPSSODescriptor" };
            hasSignOn |= xml is { NodeType: XmlNodeType.Element, NamespaceURI: Metadata, LocalName: "SingleSignOnService" };
            isMore = xml.Read();
        }

        return entity is { Length: > 0 } && hasRole && hasSignOn && hasCertificate ? new(entity, until is null ? null : TimeOf(until)) : null;
    }

    private static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
