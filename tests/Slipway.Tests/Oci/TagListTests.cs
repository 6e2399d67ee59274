using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Content Discovery: Listing Tags": end-8a and end-8b.</summary>
public sealed class TagListTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "If the repository exists, the response MUST be 200 OK. The list of tags MAY be empty."
    [Fact]
    public async Task A_repository_without_tags_has_an_empty_list()
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Get($"/v2/{repository}/tags/list").Expect(HttpStatusCode.OK);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal($$"""{"name":"{{repository}}","tags":[]}""", await answer.Content.ReadAsStringAsync());
    }

    // "the tags MUST be in lexical or ASCIIbetical order (i.e. Go's sort.Strings)"
    [Fact]
    public async Task Tags_are_listed_in_the_order_of_their_characters()
    {
        var repository = await Tagged("b", "a10", "a2", "B", "_x", "0", "a-1", "a.1");
        Assert.Equal(["0", "B", "_x", "a-1", "a.1", "a10", "a2", "b"], await Tags($"/v2/{repository}/tags/list"));
    }

    // "n": at most so many, the first without "last"; "last": those after it, itself left out.
    [Fact]
    public async Task A_list_is_cut_to_n_and_goes_on_after_last()
    {
        var repository = await Tagged("a", "b", "c", "d", "e");
        var path = $"/v2/{repository}/tags/list";
        Assert.Equal(["a", "b"], await Tags(path + "?n=2"));
        Assert.Equal(["c", "d"], await Tags(path + "?n=2&last=b"));
        Assert.Equal(["e"], await Tags(path + "?n=2&last=d"));
        Assert.Equal([], await Tags(path + "?n=2&last=e"));
        Assert.Equal(["d", "e"], await Tags(path + "?last=c"));
        // It need not exist.
        Assert.Equal(["c", "d", "e"], await Tags(path + "?last=bb"));
        Assert.Equal(["a", "b", "c", "d", "e"], await Tags(path + "?n=99999999999999999999"));
    }

    // "When n is zero, this endpoint MUST return an empty list, and MUST NOT include a Link header."
    [Fact]
    public async Task An_n_of_zero_is_an_empty_list_without_Link()
    {
        var repository = await Tagged("a", "b");
        using var answer = await app.Get($"/v2/{repository}/tags/list?n=0").Expect(HttpStatusCode.OK);
        Assert.Equal(0, (await answer.Json()).GetProperty("tags").GetArrayLength());
        Assert.Null(answer.Header("Link"));
    }

    [Fact]
    public async Task Link_leads_to_the_next_page_and_is_absent_from_the_last()
    {
        var repository = await Tagged("a", "b", "c", "d", "e");
        List<string> all = [];
        var pages = 0;
        for (string? path = $"/v2/{repository}/tags/list?n=2"; path is not null; pages++)
        {
            using var answer = await app.Get(path).Expect(HttpStatusCode.OK);
            all.AddRange((await answer.Json()).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
            var link = answer.Header("Link");
            if (link is not null) Assert.Matches("^<[^>]+>; rel=\"next\"$", link);
            path = link?[1..link.IndexOf('>', StringComparison.Ordinal)];
        }

        Assert.Equal(["a", "b", "c", "d", "e"], all);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("n=-1")]
    [InlineData("n=many")]
    [InlineData("n=1.5")]
    [InlineData("last=%20")]
    [InlineData("last=..%2f")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Get($"/v2/{repository}/tags/list?{query}");
        await answer.Refused(HttpStatusCode.BadRequest, "UNSUPPORTED");
    }

    [Fact]
    public async Task A_missing_repository_answers_404()
    {
        using var answer = await app.Get("/v2/team/nowhere/tags/list");
        await answer.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN");
    }

    private async Task<string> Tagged(params string[] tags)
    {
        var repository = await registry.NewRepository();
        var manifest = await app.PushLayers(repository, 1);
        foreach (var tag in tags) await app.PushManifest(repository, tag, manifest, OciManifest);
        return repository;
    }

    private async Task<IEnumerable<string>> Tags(string path)
    {
        using var answer = await app.Get(path).Expect(HttpStatusCode.OK);
        return [.. (await answer.Json()).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];
    }
}
