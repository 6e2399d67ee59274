using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class AddClientIDToOpenIDConnectProviderTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_audience_is_added_once()
    {
        var arn = await app.GivenProvider("idp.example.com", "ClientIDList.member.1=b");
        (await Add(arn, "a")).Expect(HttpStatusCode.OK);
        (await Add(arn, "a")).Expect(HttpStatusCode.OK);
        Assert.Equal(["b", "a"], (await app.GetProvider(arn)).List("ClientIDList"));
    }

    [Fact]
    public async Task Of_many_at_once_none_is_lost()
    {
        var arn = await app.GivenProvider("idp.example.com");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Add(arn, $"client{i}")));
        Assert.Equal(8, (await app.GetProvider(arn)).List("ClientIDList").Count);
    }

    [Fact]
    public async Task There_are_a_hundred()
    {
        var arn = await app.GivenProvider("idp.example.com", [.. Enumerable.Range(1, 100).Select(i => $"ClientIDList.member.{i}=client{i}")]);
        (await Add(arn, "more")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
        (await Add(arn, "client100")).Expect(HttpStatusCode.OK);
        (await Add(arn + "x", "a")).IsRefused(404, "NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}x");
    }

    private Task<AwsAnswer> Add(string arn, string client) => app.Iam("AddClientIDToOpenIDConnectProvider", $"OpenIDConnectProviderArn={arn}", $"ClientID={client}");
}
