using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Usage;

/// <summary>GetRepositoryUsage and ListRepositoryUsage.</summary>
public sealed class RepositoryUsageTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_repository_is_told_in_figures()
    {
        await app.CreateRepository("web");
        await app.CreateRepository("api");
        await app.PushImage("web", "v1", 1);
        await app.PushImage("api", "v1", 1);
        await app.PushImage("web", "v2", 2);
        var usage = (await app.Slipway("GetRepositoryUsage", """{"repositoryName":"web"}""")).Expect(HttpStatusCode.OK)["repositoryUsage"];
        Assert.Equal((2, 2), (usage.GetProperty("imageCount").GetInt64(), usage.GetProperty("tagCount").GetInt64()));
        var images = (await app.Ecr("DescribeImages", """{"repositoryName":"web"}"""))["imageDetails"].EnumerateArray().ToList();
        Assert.Equal(images.Sum(image => image.GetProperty("imageSizeInBytes").GetInt64()), usage.GetProperty("logicalBytes").GetInt64());
        var (unique, shared) = (usage.GetProperty("uniqueBytes").GetInt64(), usage.GetProperty("sharedBytes").GetInt64());
        Assert.Equal(images.Single(image => image.GetProperty("imageTags")[0].GetString() == "v2").GetProperty("imageSizeInBytes").GetInt64(), unique);
        Assert.Equal(images.Single(image => image.GetProperty("imageTags")[0].GetString() == "v1").GetProperty("imageSizeInBytes").GetInt64(), shared);
        Assert.True(usage.GetProperty("heldBytes").GetInt64() > unique + shared);
        Assert.False(usage.TryGetProperty("lastPulledAt", out _));
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("GetRepositoryUsage", """{"repositoryName":"none"}""")).Error);
    }

    [Fact]
    public async Task All_repositories_are_told_in_pages()
    {
        foreach (var name in new[] { "web", "api", "job" }) await app.CreateRepository(name);
        var first = (await app.Slipway("ListRepositoryUsage", """{"maxResults":2}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(["api", "job"], first["repositoryUsage"].EnumerateArray().Select(usage => usage.GetProperty("repositoryName").GetString()));
        var second = (await app.Slipway("ListRepositoryUsage", $$"""{"nextToken":"{{first["nextToken"]}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("web", Assert.Single(second["repositoryUsage"].EnumerateArray()).GetProperty("repositoryName").GetString());
        Assert.Equal("InvalidParameterException", (await app.Slipway("ListRepositoryUsage", """{"nextToken":"x"}""")).Error);
    }
}
