using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class GetOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Everything_that_was_given_is_got()
    {
        var arn = await app.GivenProvider("idp.example.com", "ClientIDList.member.1=b", "ClientIDList.member.2=a", $"ThumbprintList.member.1={new string('0', 40)}");
        Golden.Matches((await app.GetProvider(arn)).Expect(HttpStatusCode.OK).Repeatable(), "everything");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() => (await app.GetProvider("arn:aws:iam::000000000000:oidc-provider/other")).IsRefused(
        404, "NoSuchEntity", "OpenIDConnect Provider not found for arn arn:aws:iam::000000000000:oidc-provider/other");
}
