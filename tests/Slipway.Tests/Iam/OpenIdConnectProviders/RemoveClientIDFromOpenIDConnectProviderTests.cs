using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class RemoveClientIDFromOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_audience_is_removed_and_one_that_is_not_there_passed_over()
    {
        var arn = await app.GivenProvider("idp.example.com", "ClientIDList.member.1=b", "ClientIDList.member.2=a");
        (await Remove(arn, "b")).Expect(HttpStatusCode.OK);
        (await Remove(arn, "b")).Expect(HttpStatusCode.OK);
        Assert.Equal(["a"], (await app.GetProvider(arn)).List("ClientIDList"));
        (await Remove(arn + "x", "a")).IsRefused(404, "NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}x");
    }

    private Task<AwsAnswer> Remove(string arn, string client) =>
        app.Iam("RemoveClientIDFromOpenIDConnectProvider", $"OpenIDConnectProviderArn={arn}", $"ClientID={client}");
}
