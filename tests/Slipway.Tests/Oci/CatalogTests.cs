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
        await IsPage("/v2/_catalog", ["alone", "team/a", "team/a-c", "team/b", "zoo"], null);
        await IsPage("/v2/_catalog?n=2", ["alone", "team/a"], "</v2/_catalog?n=2&last=team/a>; rel=\"next\"");
        await IsPage("/v2/_catalog?n=2&last=team/a", ["team/a-c", "team/b"], "</v2/_catalog?n=2&last=team/b>; rel=\"next\"");
        await IsPage("/v2/_catalog?n=2&last=team/b", ["zoo"], null);
        await IsPage("/v2/_catalog?n=0", [], null);
    }

    [Fact]
    public async Task An_empty_registry_has_an_empty_catalog() => await IsPage("/v2/_catalog", [], null);

    [Theory]
    [InlineData("?n=x")]
    [InlineData("?last=NO")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        using var answer = await app.Get("/v2/_catalog" + query);
        await answer.Refused(HttpStatusCode.BadRequest, "UNSUPPORTED");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task IsPage(string path, string[] names, string? link)
    {
        using var answer = await app.Get(path).Expect(HttpStatusCode.OK);
        Assert.Equal(names, (await answer.Json()).GetProperty("repositories").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(link, answer.Header("Link"));
    }
}
