using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class GetSAMLProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_document_comes_back_as_it_was_given()
    {
        var got = (await app.GetSamlProvider(await app.GivenSamlProvider("idp"))).Expect(HttpStatusCode.OK);
        Assert.Equal(SamlDocuments.Valid, got.Find("SAMLMetadataDocument"));
        Assert.Equal("2026-03-01T12:00:00Z", got.Find("CreateDate"));
        Assert.Equal("2126-03-01T12:00:00Z", got.Find("ValidUntil"));
        Assert.Equal("Allowed", got.Find("AssertionEncryptionMode"));
        Assert.Matches("^[A-Z0-9]{32}$", got.Find("SAMLProviderUUID"));
        Assert.Equal("", got.Find("PrivateKeyList"));
        Assert.Equal("", got.Find("Tags"));
    }

    [Fact]
    public async Task Metadata_that_runs_out_says_when()
    {
        var document = SamlDocuments.Of("https://idp.example.com", "validUntil=\"2027-01-02T03:04:05.678Z\"");
        await app.CreateSamlProvider("idp", document, "AssertionEncryptionMode=Required");
        var got = await app.GetSamlProvider("arn:aws:iam::000000000000:saml-provider/idp");
        Assert.Equal("2027-01-02T03:04:05Z", got.Find("ValidUntil"));
        Assert.Equal("Required", got.Find("AssertionEncryptionMode"));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => (await app.GetSamlProvider("arn:aws:iam::000000000000:saml-provider/other")).IsRefused(
        404, "NoSuchEntity", "Manifest not found for arn arn:aws:iam::000000000000:saml-provider/other");
}
