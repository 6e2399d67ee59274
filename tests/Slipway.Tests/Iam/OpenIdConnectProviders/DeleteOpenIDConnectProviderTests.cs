using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class DeleteOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_provider_is_deleted_once()
    {
        var arn = await app.GivenProvider("idp.example.com");
        (await Delete(arn)).Expect(HttpStatusCode.OK);
        (await Delete(arn)).IsRefused(404, "NoSuchEntity", $"OpenId connect Provider {arn} cannot be found.");
        Assert.Equal("NoSuchEntity", (await app.GetProvider(arn)).Error);
        await app.GivenProvider("idp.example.com");
    }

    private Task<AwsAnswer> Delete(string arn) => app.Iam("DeleteOpenIDConnectProvider", $"OpenIDConnectProviderArn={arn}");
}
