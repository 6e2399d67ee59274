using System.Net;
using System.Text.Json;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Repositories;

public sealed class DescribeRepositoriesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new(new() { ["SLIPWAY_REGISTRY_DOMAIN"] = "example.com" });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_empty_registry_has_no_repositories() => Golden.Matches((await Describe("{}")).Expect(HttpStatusCode.OK).Body, "empty");

    [Fact]
    public async Task Named_repositories_come_in_the_order_of_the_names_that_were_given()
    {
        await GivenAsync(3);
        var answer = await Describe("""{"repositoryNames":["repo-002","repo-000","repo-002"]}""");
        Assert.Equal(["repo-002", "repo-000"], NamesOf(answer));
        Assert.False(answer.Json.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task One_unknown_name_fails_them_all()
    {
        await GivenAsync(1);
        (await Describe("""{"repositoryNames":["repo-000","none"]}""")).IsRefused(
            "RepositoryNotFoundException", "The repository with name 'none' does not exist in the registry with id '000000000000'");
    }

    [Fact]
    public async Task Pages_of_any_size_show_every_repository_once_and_by_name()
    {
        var all = await GivenAsync(7);
        foreach (var size in (int[])[1, 2, 3, 6, 7, 8, 1000])
        {
            List<string> seen = [];
            string? token = null;
            do
            {
                var page = (await Describe(token is null ? $$"""{"maxResults":{{size}}}""" : $$"""{"maxResults":{{size}},"nextToken":"{{token}}"}""")).Expect(HttpStatusCode.OK);
                Assert.InRange(NamesOf(page).Count, 1, size);
                seen.AddRange(NamesOf(page));
                token = page.Json.TryGetProperty("nextToken", out var more) ? more.GetString() : null;
            }
            while (token is not null);
            Assert.Equal(all, seen);
        }
    }

    [Fact]
    public async Task A_page_has_100_repositories_when_nothing_is_said()
    {
        await GivenAsync(101);
        var first = await Describe("{}");
        Assert.Equal(100, NamesOf(first).Count);
        Assert.Equal(["repo-100"], NamesOf(await Describe($$"""{"nextToken":"{{first["nextToken"].GetString()}}"}""")));
    }

    [Fact]
    public async Task A_token_goes_on_only_with_its_own_listing()
    {
        await GivenAsync(3);
        var token = (await Describe("""{"maxResults":1}"""))["nextToken"].GetString();
        const string Constraint = "Invalid token";
        (await app.Ecr("DescribeRepositories", $$"""{"nextToken":"{{token}}"}""", AwsKey.Admin, "eu-west-1")).IsInvalid("nextToken", Constraint);
        (await app.Ecr("ListImages", $$"""{"repositoryName":"repo-000","nextToken":"{{token}}"}""")).IsInvalid("nextToken", Constraint);
        (await Describe("""{"nextToken":"made up"}""")).IsInvalid("nextToken", Constraint);
        (await Describe("""{"nextToken":""}""")).IsInvalid("nextToken", Constraint);
        Assert.Equal(["repo-001", "repo-002"], NamesOf(await Describe($$"""{"nextToken":"{{token}}"}""")));
    }

    [Fact]
    public async Task A_repository_that_goes_between_two_pages_spoils_nothing()
    {
        await GivenAsync(3);
        var token = (await Describe("""{"maxResults":1}"""))["nextToken"].GetString();
        await app.Ecr("DeleteRepository", """{"repositoryName":"repo-000"}""");
        Assert.Equal(["repo-001", "repo-002"], NamesOf(await Describe($$"""{"nextToken":"{{token}}"}""")));
    }

    [Fact]
    public async Task Paging_and_names_exclude_each_other()
    {
        await GivenAsync(1);
        const string Message = "The parameters 'nextToken' and 'maxResults' cannot be used together with 'repositoryNames'";
        (await Describe("""{"repositoryNames":["repo-000"],"maxResults":1}""")).IsRefused("InvalidParameterException", Message);
        (await Describe("""{"repositoryNames":["repo-000"],"nextToken":"x"}""")).IsRefused("InvalidParameterException", Message);
    }

    [Fact]
    public async Task Members_outside_their_bounds_are_refused()
    {
        (await Describe("""{"maxResults":0}""")).IsInvalid("maxResults", "Member must have value greater than or equal to 1");
        (await Describe("""{"maxResults":1001}""")).IsInvalid("maxResults", "Member must have value less than or equal to 1000");
        (await Describe("""{"repositoryNames":[]}""")).IsInvalid("repositoryNames", "Member must have length greater than or equal to 1");
        (await Describe($$"""{"repositoryNames":{{JsonSerializer.Serialize(Enumerable.Repeat("aa", 101))}}}""")).IsInvalid("repositoryNames", "Member must have length less than or equal to 100");
        Assert.Equal("SerializationException", (await Describe("""{"maxResults":"1"}""")).Error);
        Assert.Equal("SerializationException", (await Describe("""{"maxResults":1e400}""")).Error);
        Assert.Equal("SerializationException", (await Describe("""{"maxResults":1,"maxResults":2}""")).Error);
    }

    [Fact]
    public async Task Who_may_not_is_refused_for_each_name_or_for_all()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        Assert.Contains("on resource: arn:aws:ecr:us-east-1:000000000000:repository/* because", (await app.Ecr("DescribeRepositories", "{}", key, SlipwayApp.Region)).Message, StringComparison.Ordinal);
        Assert.Contains("on resource: arn:aws:ecr:us-east-1:000000000000:repository/none because", (await app.Ecr("DescribeRepositories", """{"repositoryNames":["none"]}""", key, SlipwayApp.Region)).Message, StringComparison.Ordinal);
    }

    private Task<AwsAnswer> Describe(string json) => app.Ecr("DescribeRepositories", json);

    private async Task<IReadOnlyList<string>> GivenAsync(int count)
    {
        var names = Enumerable.Range(0, count).Select(i => $"repo-{i:000}").ToList();
        await Task.WhenAll(names.Select(name => app.CreateRepository(name)));
        return names;
    }

    private static IReadOnlyList<string> NamesOf(AwsAnswer answer) =>
        [.. answer.Expect(HttpStatusCode.OK)["repositories"].EnumerateArray().Select(repository => repository.GetProperty("repositoryName").GetString()!)];
}
