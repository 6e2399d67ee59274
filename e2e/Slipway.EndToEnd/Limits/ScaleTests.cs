using System.Diagnostics;
using System.Net;
using System.Text.Json;
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

    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(2);

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
            ["ListImages, first"] = await TimeAsync(() => PageAsync("ListImages", """"repositoryName":"scale/tags","maxResults":100"""", "imageIds", null)),
            ["ListImages, last"] = await LastPageAsync("ListImages", """"repositoryName":"scale/tags"""", "imageIds"),
            ["DescribeRepositories, first"] = await TimeAsync(() => PageAsync("DescribeRepositories", """"maxResults":100"""", "repositories", null)),
            ["DescribeRepositories, last"] = await LastPageAsync("DescribeRepositories", "", "repositories"),
        };

        async Task CountAsync(string path, string member)
        {
            using var answer = await client.Get(path);
            Assert.Equal(100, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty(member).GetArrayLength());
        }

        async Task<string?> PageAsync(string operation, string members, string list, string? token)
        {
            var page = await client.Ecr(operation, $$"""{{{members}}{{(token is null ? "" : $""","nextToken":"{token}" """)}}}""");
            Assert.InRange(page.GetProperty(list).GetArrayLength(), 1, 1000);
            return page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }

        // Walks in strides of 1000, then measures the last pages of 100.
        async Task<TimeSpan> LastPageAsync(string operation, string members, string list)
        {
            var comma = members.Length > 0 ? "," : "";
            string? token = null, before = null;
            for (var next = (string?)""; next is not null; (before, token) = (token, next))
                next = await PageAsync(operation, $"{members}{comma}\"maxResults\":{(tags > 10_000 ? 1000 : 100)}", list, token);
            return await TimeAsync(() => PageAsync(operation, $"{members}{comma}\"maxResults\":100", list, before));
        }
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
}
