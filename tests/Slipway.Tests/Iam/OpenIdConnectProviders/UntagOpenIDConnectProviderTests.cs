using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class UntagOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_removed_and_keys_that_are_not_there_passed_over()
    {
        var name = await app.GivenProvider("idp.example.com");
        await app.Iam("TagOpenIDConnectProvider", $"OpenIDConnectProviderArn={name}", "Tags.member.1.Key=team", "Tags.member.1.Value=web", "Tags.member.2.Key=stage", "Tags.member.2.Value=dev");
        (await app.Iam("UntagOpenIDConnectProvider", $"OpenIDConnectProviderArn={name}", "TagKeys.member.1=TEAM", "TagKeys.member.2=other")).Expect(HttpStatusCode.OK);
        Assert.Equal(["stage"], (await app.Iam("ListOpenIDConnectProviderTags", $"OpenIDConnectProviderArn={name}")).All("Key"));
    }

    [Fact]
    public async Task What_is_not_there_has_none() =>
        (await app.Iam("UntagOpenIDConnectProvider", "OpenIDConnectProviderArn=arn:aws:iam::000000000000:oidc-provider/other", "TagKeys.member.1=team")).IsRefused(404, "NoSuchEntity", "OpenIDConnect Provider not found for arn arn:aws:iam::000000000000:oidc-provider/other");
}
