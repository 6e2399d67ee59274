using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Images;

public sealed class ListImagesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task There_is_one_entry_a_tag_and_one_for_each_image_without()
    {
        var all = await GivenAsync();
        Assert.Equal(all, EntriesOf(await List("")));
    }

    [Theory]
    [InlineData("TAGGED", 4)]
    [InlineData("UNTAGGED", 2)]
    [InlineData("ANY", 6)]
    public async Task The_tag_status_filters(string status, int count)
    {
        await GivenAsync();
        Assert.Equal(count, EntriesOf(await List($$""","filter":{"tagStatus":"{{status}}"}""")).Count);
    }

    [Theory]
    [InlineData("ACTIVE", 6)]
    [InlineData("ANY", 6)]
    [InlineData("ARCHIVED", 0)]
    [InlineData("ACTIVATING", 0)]
    public async Task Every_image_is_active(string status, int count)
    {
        await GivenAsync();
        Assert.Equal(count, EntriesOf(await List($$""","filter":{"imageStatus":"{{status}}"}""")).Count);
    }

    [Fact]
    public async Task Pages_of_any_size_show_every_entry_once()
    {
        var all = await GivenAsync();
        foreach (var size in (int[])[1, 2, 3, 4, 5, 6, 7, 1000])
        {
            List<string> seen = [];
            var more = "";
            do
            {
                var page = (await List($$""","maxResults":{{size}}{{more}}""")).Expect(HttpStatusCode.OK);
                Assert.InRange(EntriesOf(page).Count, 1, size);
                seen.AddRange(EntriesOf(page));
                more = page.Json.TryGetProperty("nextToken", out var token) ? $$""","nextToken":"{{token.GetString()}}" """ : "";
            }
            while (more.Length > 0);
            Assert.Equal(all, seen);
        }
    }

    [Fact]
    public async Task A_token_goes_on_only_with_the_same_repository_and_filter()
    {
        await GivenAsync();
        await app.CreateRepository("team/other");
        var token = (await List(""","maxResults":1"""))["nextToken"].GetString();
        (await List($$""","filter":{"tagStatus":"TAGGED"},"nextToken":"{{token}}" """)).IsInvalid("nextToken", "Invalid token");
        (await app.Ecr("ListImages", $$"""{"repositoryName":"team/other","nextToken":"{{token}}"}""")).IsInvalid("nextToken", "Invalid token");
        (await app.Ecr("DescribeImages", $$"""{"repositoryName":"team/web","nextToken":"{{token}}"}""")).IsInvalid("nextToken", "Invalid token");
        await app.Ecr("DeleteRepository", """{"repositoryName":"team/web","force":true}""");
        await app.CreateRepository("team/web");
        (await List($$""","nextToken":"{{token}}" """)).IsInvalid("nextToken", "Invalid token");
    }

    [Fact]
    public async Task Members_outside_their_bounds_are_refused()
    {
        await app.CreateRepository("team/web");
        (await List(""","maxResults":1001""")).IsInvalid("maxResults", "Member must have value less than or equal to 1000");
        (await List(""","filter":{"tagStatus":"SOME"}""")).IsInvalid("filter.tagStatus", "Member must satisfy enum value set: [ANY, TAGGED, UNTAGGED]");
        Assert.Equal("""{"imageIds":[]}""", (await List("")).Body);
    }

    [Fact]
    public async Task A_missing_repository_is_missed() => (await List("")).IsRefused(
        "RepositoryNotFoundException", "The repository with name 'team/web' does not exist in the registry with id '000000000000'");

    private Task<AwsAnswer> List(string more) => app.Ecr("ListImages", $$"""{"repositoryName":"team/web"{{more}}}""");

    private static IReadOnlyList<string> EntriesOf(AwsAnswer answer) =>
        [.. answer.Expect(HttpStatusCode.OK)["imageIds"].EnumerateArray().Select(id =>
            $"{(id.TryGetProperty("imageTag", out var tag) ? tag.GetString() : "")}@{id.GetProperty("imageDigest").GetString()}")];

    /// <returns>The entries, in their order: those of tags by digest and tag, then the others by digest.</returns>
    private async Task<IReadOnlyList<string>> GivenAsync()
    {
        await app.CreateRepository("team/web");
        List<string> entries = [];
        foreach (var (tag, seed) in (List<(string, int)>)[("Z", 1), ("a", 1), ("b", 2), ("c", 3)])
            entries.Add($"{tag}@{await app.PushImage("team/web", tag, seed)}");
        List<string> untagged = [];
        foreach (var seed in (int[])[4, 5])
            untagged.Add($"@{await app.PushManifest("team/web", null, await app.PushLayers("team/web", seed), RegistryRequests.OciManifest)}");
        return [.. entries.OrderBy(entry => entry[(entry.IndexOf('@', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).ThenBy(entry => entry, StringComparer.Ordinal), .. untagged.Order(StringComparer.Ordinal)];
    }
}
