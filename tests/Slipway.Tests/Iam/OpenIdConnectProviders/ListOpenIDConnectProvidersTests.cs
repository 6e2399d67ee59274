using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.OpenIdConnectProviders;

public sealed class ListOpenIDConnectProvidersTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task All_are_listed_by_their_ARNs()
    {
        Golden.Matches((await app.Iam("ListOpenIDConnectProviders")).Expect(HttpStatusCode.OK).Repeatable(), "none");
        string[] arns = [await app.GivenProvider("b.example.com"), await app.GivenProvider("a.example.com")];
        Assert.Equal(arns.Order(StringComparer.Ordinal), (await app.Iam("ListOpenIDConnectProviders")).All("Arn"));
    }
}
