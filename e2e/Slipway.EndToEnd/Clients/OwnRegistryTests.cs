using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>What our own service tells of a registry, as a user types it.</summary>
public sealed class OwnRegistryTests : IClassFixture<OwnServer>
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;
    private readonly SlipwayCli slipway;

    public OwnRegistryTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        (aws, slipway) = (new(server), new(server));
    }

    [Fact]
    public async Task Images_are_found_measured_and_explained()
    {
        await slipway.AddModelAsync();
        using var client = new Client(server.Url);
        foreach (var (repository, tag, size) in new[] { ("find/a", "v1", 4000), ("find/a", "v2", 2000), ("find/b", "dev", 9000), ("other", "v9", 90) })
        {
            if (tag is not "v2") await aws.Ecr("create-repository", "--repository-name", repository, "--tags", $"Key=stage,Value={tag}");
            Assert.True(await SmallImage.Random(new(size), layers: 1, layerSize: size).Push(client, repository, tag));
        }

        var bySize = await slipway.SaysAsync("search-images", "--filter", "repositoryName=find/*,minSizeInBytes=1000", "--order-by", "SIZE", "--sort-order", "DESCENDING");
        Assert.Equal(["dev", "v1", "v2"], Tags(bySize));
        var first = await slipway.SaysAsync("search-images", "--filter", "imageTag=v*", "--max-results", "2");
        var rest = await slipway.SaysAsync("search-images", "--filter", "imageTag=v*", "--max-results", "2", "--next-token", first.GetProperty("nextToken").GetString()!);
        Assert.Equal(["v1", "v2", "v9"], Tags(first).Concat(Tags(rest)).Order());
        var live = (await slipway.SaysAsync("search-repositories", "--repository-name", "find/*", "--tags", "Key=stage,Value=dev")).GetProperty("repositories");
        Assert.Equal("find/b", Assert.Single(live.EnumerateArray()).GetProperty("repositoryName").GetString());

        var usage = (await slipway.SaysAsync("get-repository-usage", "--repository-name", "find/a")).GetProperty("repositoryUsage");
        Assert.Equal((2, 2), (usage.GetProperty("imageCount").GetInt32(), usage.GetProperty("tagCount").GetInt32()));
        Assert.InRange(usage.GetProperty("uniqueBytes").GetInt64(), 6000, 8000);
        Assert.Equal(3, (await slipway.SaysAsync("list-repository-usage")).GetProperty("repositoryUsage").GetArrayLength());

        var explained = (await slipway.SaysAsync(
            "explain-lifecycle-policy", "--repository-name", "find/a", "--lifecycle-policy-text",
            """{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}""")).GetProperty("images");
        Assert.Equal(["TAKEN", "WITHIN_COUNT"], explained.EnumerateArray().Select(image => image.GetProperty("reason").GetString()).Order());
    }

    private static IEnumerable<string?> Tags(JsonElement found) => found.GetProperty("imageDetails").EnumerateArray().Select(image => image.GetProperty("imageTags")[0].GetString());
}
