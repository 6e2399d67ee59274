using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.SamlProviders;

/// <summary>Metadata of identity providers.</summary>
internal static class SamlDocuments
{
    private static readonly string Certificate = NewCertificate();

    public static string Valid { get; } = Of("https://idp.example.com/saml", "");

    /// <param name="attributes">Further ones of the outermost element.</param>
    public static string Of(string entity, string attributes) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity}" {attributes}>
          <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing">
              <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
                {Certificate}
              </ds:X509Certificate></ds:X509Data></ds:KeyInfo>
            </md:KeyDescriptor>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{entity}/sso"/>
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """;

    /// <returns>Its ARN.</returns>
    public static async Task<string> GivenSamlProvider(this SlipwayApp app, string name) =>
        (await app.CreateSamlProvider(name, Valid)).Expect(HttpStatusCode.OK).Find("SAMLProviderArn")!;

    public static Task<AwsAnswer> CreateSamlProvider(this SlipwayApp app, string name, string document, params string[] more) =>
        app.Iam("CreateSAMLProvider", [Form("Name", name), Form("SAMLMetadataDocument", document), .. more]);

    public static Task<AwsAnswer> GetSamlProvider(this SlipwayApp app, string arn) => app.Iam("GetSAMLProvider", $"SAMLProviderArn={arn}");

    private static string NewCertificate()
    {
        using var key = RSA.Create(2048);
        CertificateRequest request = new("CN=idp.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Convert.ToBase64String(certificate.RawData);
    }
}
