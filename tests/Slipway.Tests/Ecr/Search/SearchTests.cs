using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Search;

/// <summary>SearchImages and SearchRepositories.</summary>
public sealed class SearchTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("""{"filter":{"repositoryName":"team/*"}}""", "team/api:v1 team/web:v1 team/web:v2")]
    [InlineData("""{"filter":{"imageTag":"*1"}}""", "other:v1 team/api:v1 team/web:v1")]
    [InlineData("""{"filter":{"repositoryName":"team/web","imageTag":"v2"}}""", "team/web:v2")]
    [InlineData("""{"filter":{"imageTag":"none"}}""", "")]
    [InlineData("""{"orderBy":"PUSHED"}""", "other:v1 team/web:v1 team/api:v1 team/web:v2")]
    [InlineData("""{"orderBy":"PUSHED","sortOrder":"DESCENDING","maxResults":2}""", "team/web:v2 team/api:v1")]
    [InlineData("""{"orderBy":"SIZE","sortOrder":"DESCENDING"}""", "team/web:v2 team/api:v1 team/web:v1 other:v1")]
    [InlineData("""{"orderBy":"PULLED","sortOrder":"DESCENDING","maxResults":1}""", "team/web:v1")]
    [InlineData("""{"filter":{"imageManifestMediaType":"application/vnd.docker.distribution.manifest.v2+json"}}""", "")]
    [InlineData("""{"filter":{"tagStatus":"UNTAGGED"},"orderBy":"SIZE"}""", "")]
    public async Task Images_of_all_repositories_are_found_filtered_and_ordered(string request, string expected)
    {
        await Fill();
        Assert.Equal(expected, Names((await Search(request)).Body, isByName: !request.Contains("orderBy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Times_sizes_and_digests_narrow_it_down()
    {
        var digests = await Fill();
        var pushed = (await Search("""{"orderBy":"PUSHED"}"""))["imageDetails"].EnumerateArray().Select(image => image.GetProperty("imagePushedAt").GetDouble()).ToList();
        Assert.Equal("team/api:v1 team/web:v2", Names((await Search($$"""{"filter":{"pushedAfter":{{JsonSerializer.Serialize(pushed[2])}} },"orderBy":"PUSHED"}""")).Body));
        Assert.Equal("other:v1 team/web:v1", Names((await Search($$"""{"filter":{"pushedBefore":{{JsonSerializer.Serialize(pushed[1])}} },"orderBy":"PUSHED"}""")).Body));
        var sizes = (await Search("""{"orderBy":"SIZE"}"""))["imageDetails"].EnumerateArray().Select(image => image.GetProperty("imageSizeInBytes").GetInt64()).ToList();
        Assert.Equal("team/web:v1 team/api:v1", Names((await Search($$"""{"filter":{"minSizeInBytes":{{sizes[1]}},"maxSizeInBytes":{{sizes[2]}} },"orderBy":"SIZE"}""")).Body));
        foreach (var prefix in new[] { digests[0][..15], digests[0]["sha256:".Length..][..10] })
            Assert.Equal("other:v1", Names((await Search($$"""{"filter":{"imageDigest":"{{prefix}}"} }""")).Body));
        // Before any time are those that never were pulled.
        Assert.Equal("other:v1 team/api:v1 team/web:v2", Names((await Search("""{"filter":{"pulledBefore":1},"orderBy":"PULLED"}""")).Body, isByName: true));
        Assert.Equal("team/web:v1", Names((await Search("""{"filter":{"pulledAfter":1}}""")).Body));
    }

    [Theory]
    [InlineData("NAME", "ASCENDING")]
    [InlineData("PUSHED", "DESCENDING")]
    [InlineData("SIZE", "ASCENDING")]
    public async Task Pages_follow_each_other_without_gap_or_repetition(string order, string sort)
    {
        await Fill();
        var whole = Names((await Search($$"""{"orderBy":"{{order}}","sortOrder":"{{sort}}"}""")).Body);
        List<string> pages = [];
        string? token = null;
        do
        {
            var page = await Search($$"""{"orderBy":"{{order}}","sortOrder":"{{sort}}",{{(token is null ? "" : $"\"nextToken\":\"{token}\",")}}"maxResults":1}""");
            pages.Add(Names(page.Body));
            token = page.Json.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        Assert.Equal(whole, string.Join(' ', pages.Where(page => page.Length > 0)));
    }

    [Fact]
    public async Task A_token_goes_on_with_its_own_search_alone()
    {
        await Fill();
        var token = (await Search("""{"orderBy":"SIZE","maxResults":1}"""))["nextToken"].GetString();
        foreach (var other in new[] { """{"orderBy":"PUSHED",""", """{"orderBy":"SIZE","filter":{"imageTag":"v1"},""", """{"orderBy":"SIZE","sortOrder":"DESCENDING",""" })
            Assert.Equal("InvalidParameterException", (await app.Slipway("SearchImages", $"{other}\"nextToken\":\"{token}\"}}")).Error);
        Assert.Equal("InvalidParameterException", (await app.Slipway("SearchImages", """{"sortOrder":"DESCENDING"}""")).Error);
    }

    [Fact]
    public async Task Only_what_the_caller_may_describe_is_found()
    {
        await Fill();
        var key = await app.GivenUser("reader", isAdministrator: false);
        const string Policy = """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["slipway:SearchImages","slipway:SearchRepositories"],"Resource":"*"},
            {"Effect":"Allow","Action":["ecr:DescribeImages","ecr:DescribeRepositories"],"Resource":"arn:aws:ecr:us-east-1:000000000000:repository/team/*"},
            {"Effect":"Deny","Action":"ecr:DescribeImages","Resource":"arn:aws:ecr:us-east-1:000000000000:repository/team/api"}]}
            """;
        (await app.Iam("PutUserPolicy", "UserName=reader", "PolicyName=only", AwsCalls.Form("PolicyDocument", Policy))).Expect(HttpStatusCode.OK);
        foreach (var order in new[] { "NAME", "PUSHED", "SIZE", "PULLED" })
        {
            var found = (await app.Slipway(key, "SearchImages", $$"""{"orderBy":"{{order}}"}""")).Expect(HttpStatusCode.OK);
            Assert.Equal("team/web:v1 team/web:v2", Names(found.Body, isByName: true));
        }

        var repositories = (await app.Slipway(key, "SearchRepositories", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(["team/api", "team/web"], repositories["repositories"].EnumerateArray().Select(found => found.GetProperty("repositoryName").GetString()));
    }

    [Fact]
    public async Task Repositories_are_found_by_name_and_tags()
    {
        await Fill();
        (await app.Ecr("TagResource", """{"resourceArn":"arn:aws:ecr:us-east-1:000000000000:repository/team/web","tags":[{"Key":"stage","Value":"live"}]}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("team/api team/web", await Found("""{"repositoryName":"team/*"}"""));
        Assert.Equal("team/web", await Found("""{"tags":[{"Key":"stage","Value":"live"}]}"""));
        Assert.Equal("", await Found("""{"tags":[{"Key":"stage","Value":"test"}]}"""));
        var first = (await app.Slipway("SearchRepositories", """{"maxResults":2}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("team/web", await Found($$"""{"nextToken":"{{first["nextToken"]}}"}"""));

        async Task<string> Found(string json) => string.Join(' ', (await app.Slipway("SearchRepositories", json)).Expect(HttpStatusCode.OK)["repositories"]
            .EnumerateArray().Select(found => found.GetProperty("repositoryName").GetString()));
    }

    /// <returns>The digests, in the order of the pushes, which is that of the sizes but for the last two.</returns>
    private async Task<List<string>> Fill()
    {
        foreach (var name in new[] { "other", "team/web", "team/api" }) await app.CreateRepository(name);
        List<string> digests = [];
        foreach (var (name, tag, seed) in new[] { ("other", "v1", 1), ("team/web", "v1", 20), ("team/api", "v1", 300), ("team/web", "v2", 900) })
        {
            digests.Add(await app.PushImage(name, tag, seed));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        using (await app.Get("/v2/team/web/manifests/v1"))
            await (await app.Get<Slipway.Registry.Images.PullTimes>()).FlushAsync(TestContext.Current.CancellationToken);
        return digests;
    }

    private async Task<AwsAnswer> Search(string json) => (await app.Slipway("SearchImages", json)).Expect(HttpStatusCode.OK);

    private static string Names(string body) => Names(body, isByName: false);

    /// <param name="isByName">Within a repository the order is that of the digests: names are easier to read.</param>
    private static string Names(string body, bool isByName)
    {
        var names = JsonDocument.Parse(body).RootElement.GetProperty("imageDetails").EnumerateArray()
            .Select(image => $"{image.GetProperty("repositoryName")}:{image.GetProperty("imageTags")[0]}").ToList();
        return string.Join(' ', isByName ? [.. names.Order(StringComparer.Ordinal)] : names);
    }
}
