using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class ListSAMLProviderTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_come_page_by_page()
    {
        var name = await app.GivenSamlProvider("idp");
        Assert.Equal("false", (await app.Iam("ListSAMLProviderTags", $"SAMLProviderArn={name}")).Expect(HttpStatusCode.OK).Find("IsTruncated"));
        await app.Iam("TagSAMLProvider", [$"SAMLProviderArn={name}", .. Enumerable.Range(1, 3).SelectMany(i => (string[])[$"Tags.member.{i}.Key=k{i}", $"Tags.member.{i}.Value=v{i}"])]);
        var first = await app.Iam("ListSAMLProviderTags", $"SAMLProviderArn={name}", "MaxItems=2");
        Assert.Equal(["k1", "k2"], first.All("Key"));
        Assert.Equal("true", first.Find("IsTruncated"));
        var rest = await app.Iam("ListSAMLProviderTags", $"SAMLProviderArn={name}", $"Marker={first.Find("Marker")}");
        Assert.Equal(["k3"], rest.All("Key"));
        Assert.Equal("false", rest.Find("IsTruncated"));
    }

    [Fact]
    public async Task What_is_not_there_has_none() => (await app.Iam("ListSAMLProviderTags", "SAMLProviderArn=arn:aws:iam::000000000000:saml-provider/other")).IsRefused(404, "NoSuchEntity", "Manifest not found for arn arn:aws:iam::000000000000:saml-provider/other");
}
