using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class CreateSAMLProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_provider_is_answered_with_its_ARN_and_tags()
    {
        var made = (await app.CreateSamlProvider("idp", SamlDocuments.Valid, "Tags.member.1.Key=team", "Tags.member.1.Value=web")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:saml-provider/idp", made.Find("SAMLProviderArn"));
        Assert.Equal("web", made.Find("Value"));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await app.GivenSamlProvider("idp");
        (await app.CreateSamlProvider("idp", SamlDocuments.Valid)).IsRefused(409, "EntityAlreadyExists", "Provider with name idp already exists.");
        (await app.CreateSamlProvider("a b", SamlDocuments.Valid)).IsInvalidMember("name", @"Member must satisfy regular expression pattern: [\w._-]+");
    }

    [Fact]
    public async Task A_document_with_a_type_is_refused_whatever_it_declares()
    {
        var entities = string.Join('\n', Enumerable.Range(1, 9).Select(i => $"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat($"&lol{i - 1};", 10))}\">"));
        string[] types =
        [
            $"<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">{entities}]>",
            "<!DOCTYPE x [<!ENTITY lol9 SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
            "<!DOCTYPE md:EntityDescriptor>",
        ];
        foreach (var type in types)
        {
            var document = SamlDocuments.Of("&lol9;", "").Replace("?>", $"?>{type}", StringComparison.Ordinal);
            (await app.CreateSamlProvider("idp", document)).IsRefused(400, "InvalidInput", "Could not parse metadata");
        }

        Assert.Empty((await app.Iam("ListSAMLProviders")).All("Arn"));
    }

    [Fact]
    public async Task A_document_that_is_no_metadata_of_an_identity_provider_is_refused()
    {
        var valid = SamlDocuments.Valid;
        string[] documents =
        [
            new('x', 1000),
            valid[..^5],
            valid.Replace("EntityDescriptor", "Other", StringComparison.Ordinal),
            valid.Replace("SAML:2.0:metadata", "SAML:1.0:metadata", StringComparison.Ordinal),
            valid.Replace("IDPSSODescriptor", "SPSSODescriptor", StringComparison.Ordinal),
            valid.Replace("md:SingleSignOnService", "md:Other", StringComparison.Ordinal),
            valid.Replace("ds:X509Certificate", "ds:Other", StringComparison.Ordinal),
            valid.Replace("MII", "AAA", StringComparison.Ordinal),
            valid.Replace("entityID", "id", StringComparison.Ordinal),
            SamlDocuments.Of("https://idp.example.com", "validUntil=\"soon\""),
            string.Concat(Enumerable.Repeat("<a>", 50_000)),
        ];
        foreach (var document in documents) (await app.CreateSamlProvider("idp", document)).IsRefused(400, "InvalidInput", "Could not parse metadata");
        (await app.CreateSamlProvider("idp", "<x/>")).IsInvalidMember("sAMLMetadataDocument", "Member must have length greater than or equal to 1000");
    }

    [Fact]
    public async Task A_private_key_is_not_kept()
    {
        (await app.CreateSamlProvider("idp", SamlDocuments.Valid, "AddPrivateKey=secret")).IsRefused(
            400, "InvalidInput", "Private keys for encrypted assertions are not supported.");
        Assert.DoesNotContain("secret", app.Log, StringComparison.Ordinal);
    }
}
