using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Limits;

/// <summary>
/// Costs follow the page, not the store: the first and the last page of 100,000 tags and of 20,000 repositories take as
/// long as those of a store a hundredth of the size.
/// </summary>
public sealed class ScaleTests
{
    private const int Tags = 100_000;
    private const int Repositories = 20_000;

    /// <summary>A machine under load may be this much slower at times; a cost that follows the store would be a hundred times.</summary>
    private const double Factor = 5;

    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(0.5);

    private static readonly Listing Images = new("ListImages", "scale/tags", "imageIds");
    private static readonly Listing AllRepositories = new("DescribeRepositories", null, "repositories");

    [Fact]
    public async Task A_page_takes_the_same_time_in_a_store_a_hundred_times_larger()
    {
        var small = await MeasureAsync(Tags / 100, Repositories / 100);
        var large = await MeasureAsync(Tags, Repositories);
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{"page of 100",-34}{"1/100",10}{"full",10}   (milliseconds, medians)");
        foreach (var (name, time) in large)
        {
            output?.WriteLine($"{name,-34}{small[name].TotalMilliseconds,10:F2}{time.TotalMilliseconds,10:F2}");
            Assert.True(time <= (small[name] * Factor) + Floor, $"{name}: {time.TotalMilliseconds:F2} ms, but {small[name].TotalMilliseconds:F2} ms in the small store");
        }
    }

    private static async Task<Dictionary<string, TimeSpan>> MeasureAsync(int tags, int repositories)
    {
        await using var server = new ServerProgram(("SLIPWAY_LOG_LEVEL", "warning"));
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("scale/tags");
        await FillAsync(repositories, number => client.CreateRepository($"scale/many/{number:d6}"));
        var image = SmallImage.Random(new(1), layers: 1, layerSize: 100);
        Assert.True(await image.Push(client, "scale/tags", null));
        await FillAsync(tags, async number => Assert.Equal(HttpStatusCode.Created, (await client.PutManifest("scale/tags", $"t{number:d6}", image.Manifest)).Status));

        var lastOfTags = $"t{tags - 101:d6}";
        var lastOfRepositories = $"scale/many/{repositories - 101:d6}";
        return new()
        {
            ["tags/list, first"] = await TimeAsync(() => CountAsync("/v2/scale/tags/tags/list?n=100", "tags")),
            ["tags/list, last"] = await TimeAsync(() => CountAsync($"/v2/scale/tags/tags/list?n=100&last={lastOfTags}", "tags")),
            ["_catalog, first"] = await TimeAsync(() => CountAsync("/v2/_catalog?n=100", "repositories")),
            // Of the small store as of the large one; "scale/tags" comes last of all.
            ["_catalog, last"] = await TimeAsync(() => CountAsync($"/v2/_catalog?n=100&last={lastOfRepositories}", "repositories")),
            ["ListImages, first"] = await TimeAsync(() => PageAsync(client, Images, 100, token: null)),
            ["ListImages, last"] = await LastPageAsync(client, Images, stride: Math.Max(100, tags / 100)),
            ["DescribeRepositories, first"] = await TimeAsync(() => PageAsync(client, AllRepositories, 100, token: null)),
            ["DescribeRepositories, last"] = await LastPageAsync(client, AllRepositories, stride: Math.Max(100, repositories / 100)),
        };

        async Task CountAsync(string path, string member)
        {
            using var answer = await client.Get(path);
            Assert.Equal(100, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty(member).GetArrayLength());
        }
    }

    /// <returns>The token of the next page.</returns>
    private static async Task<string?> PageAsync(Client client, Listing listing, int size, string? token)
    {
        var request = new JsonObject { ["maxResults"] = size };
        if (listing.Repository is not null) request["repositoryName"] = listing.Repository;
        if (token is not null) request["nextToken"] = token;
        var page = await client.Ecr(listing.Operation, request.ToJsonString());
        Assert.InRange(page.GetProperty(listing.Member).GetArrayLength(), 1, size);
        return page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
    }

    /// <summary>Walks near the end in long strides and to the last page of 100 in its own, then measures that one.</summary>
    private static async Task<TimeSpan> LastPageAsync(Client client, Listing listing, int stride)
    {
        string? here = null;
        while (await PageAsync(client, listing, stride, here) is { } next) here = next;
        while (await PageAsync(client, listing, 100, here) is { } next) here = next;
        return await TimeAsync(() => PageAsync(client, listing, 100, here));
    }

    private static Task FillAsync(int count, Func<int, Task> add) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) => await add(number));

    /// <returns>The median of a few dozen.</returns>
    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        List<TimeSpan> times = [];
        for (var i = 0; i < 41; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    /// <param name="Member">The list in the answer.</param>
    private sealed record Listing(string Operation, string? Repository, string Member);
}
