using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.SamlProviders;

public sealed class ListSAMLProvidersTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task All_are_listed_by_their_ARNs()
    {
        Assert.Equal("", (await app.Iam("ListSAMLProviders")).Expect(HttpStatusCode.OK).Find("SAMLProviderList"));
        await app.GivenSamlProvider("b");
        await app.GivenSamlProvider("a");
        Golden.Matches((await app.Iam("ListSAMLProviders")).Expect(HttpStatusCode.OK).Repeatable(), "two");
    }
}
