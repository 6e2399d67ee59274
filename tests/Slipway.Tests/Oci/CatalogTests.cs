using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Oci;

/// <summary>The catalog of Docker's registry API, which tools still ask for.</summary>
public sealed class CatalogTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    [Fact]
    public async Task Repositories_are_listed_in_order_by_pages()
    {
        foreach (var name in (string[])["team/b", "team/a", "zoo", "alone", "team/a-c"]) await app.CreateRepository(name);
        Assert.Equal((["alone", "team/a", "team/a-c", "team/b", "zoo"], null), await Page("/v2/_catalog"));
        var (first, link) = await Page("/v2/_catalog?n=2");
        Assert.Equal(["alone", "team/a"], first);
        Assert.Equal("</v2/_catalog?n=2&last=team/a>; rel=\"next\"", link);
        Assert.Equal((["team/a-c", "team/b"], "</v2/_catalog?n=2&last=team/b>; rel=\"next\""), await Page("/v2/_catalog?n=2&last=team/a"));
        Assert.Equal((["zoo"], null), await Page("/v2/_catalog?n=2&last=team/b"));
        Assert.Equal(([], null), await Page("/v2/_catalog?n=0"));
    }

    [Fact]
    public async Task An_empty_registry_has_an_empty_catalog() => Assert.Equal(([], null), await Page("/v2/_catalog"));

    [Theory]
    [InlineData("?n=x")]
    [InlineData("?last=NO")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        using var answer = await app.Get("/v2/_catalog" + query);
        await answer.Refused(HttpStatusCode.BadRequest, "UNSUPPORTED");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<(string[] Names, string? Link)> Page(string path)
    {
        using var answer = await app.Get(path).Expect(HttpStatusCode.OK);
        return ([.. (await answer.Json()).GetProperty("repositories").EnumerateArray().Select(name => name.GetString()!)], answer.Header("Link"));
    }
}
