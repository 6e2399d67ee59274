using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class UpdateSAMLProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_given_changes_and_what_is_left_out_stays()
    {
        var arn = await app.GivenSamlProvider("idp");
        var before = await app.GetSamlProvider(arn);
        var other = SamlDocuments.Of("https://other.example.com", "validUntil=\"2027-01-02T03:04:05Z\"");
        Assert.Equal(arn, (await Update(arn, Form("SAMLMetadataDocument", other))).Expect(HttpStatusCode.OK).Find("SAMLProviderArn"));
        (await Update(arn, "AssertionEncryptionMode=Required")).Expect(HttpStatusCode.OK);
        var after = await app.GetSamlProvider(arn);
        Assert.Equal((other, "2027-01-02T03:04:05Z", "Required"), (after.Find("SAMLMetadataDocument"), after.Find("ValidUntil"), after.Find("AssertionEncryptionMode")));
        Assert.Equal(before.Find("SAMLProviderUUID"), after.Find("SAMLProviderUUID"));
        Assert.Equal(before.Find("CreateDate"), after.Find("CreateDate"));
    }

    [Fact]
    public async Task What_a_new_provider_must_not_have_it_must_not_get()
    {
        var arn = await app.GivenSamlProvider("idp");
        (await Update(arn, $"SAMLMetadataDocument={new string('x', 1000)}")).IsRefused(400, "InvalidInput", "Could not parse metadata");
        (await Update(arn, "AddPrivateKey=secret")).IsRefused(400, "InvalidInput", "Private keys for encrypted assertions are not supported.");
        (await Update(arn, $"RemovePrivateKey={new string('A', 22)}")).IsRefused(404, "NoSuchEntity", $"Private key {new string('A', 22)} not found for arn {arn}");
        (await Update(arn + "x", "AssertionEncryptionMode=Required")).IsRefused(404, "NoSuchEntity", $"Manifest not found for arn {arn}x");
    }

    private Task<AwsAnswer> Update(string arn, string change) => app.Iam("UpdateSAMLProvider", $"SAMLProviderArn={arn}", change);
}
