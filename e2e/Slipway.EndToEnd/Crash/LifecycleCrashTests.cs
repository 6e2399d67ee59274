using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>A lifecycle policy that is killed in its run has deleted whole images and nothing else, and goes on afterwards.</summary>
public sealed class LifecycleCrashTests
{
    private const int Images = 3000, Kept = 20;

    private const string Repository = "crash/lifecycle";

    [Fact]
    public async Task A_run_that_is_killed_leaves_whole_deletions_and_is_finished_after_the_start()
    {
        await using var server = new ServerProgram(("SLIPWAY_API_RATE", "0"), ("SLIPWAY_REGISTRY_RATE", "0"));
        await server.StartAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository(Repository);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Images),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, _) => Assert.True(await SmallImage.Random(new(number), layers: 1, layerSize: 50).Push(client, Repository, $"t{number:d5}")));
        await client.Ecr("PutLifecyclePolicy", JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["repositoryName"] = Repository,
            ["lifecyclePolicyText"] = $$$"""{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":{{{Kept}}}},"action":{"type":"expire"}}]}""",
        }));

        await UntilAsync(async () => await CountAsync(client) < Images, TimeSpan.FromMilliseconds(5));
        await server.KillAsync();
        var verified = await server.CommandAsync("verify");
        Assert.True(verified.Code == 0, $"{verified.Output}\n{verified.Errors}");
        await server.StartAsync();
        await client.Login();
        var left = await CountAsync(client);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Images - left} of {Images} images were gone when the server was killed");
        Assert.InRange(left, Kept + 1, Images - 1);

        await UntilAsync(async () => await CountAsync(client) == Kept, TimeSpan.FromMilliseconds(500));
        verified = await server.CommandAsync("verify");
        Assert.True(verified.Code == 0, $"{verified.Output}\n{verified.Errors}");
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan pause)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!await isSo()) await Task.Delay(pause, bound.Token);
    }

    private static async Task<int> CountAsync(Client client)
    {
        var count = 0;
        string? token = null;
        do
        {
            var next = token is null ? "" : $",\"nextToken\":\"{token}\"";
            var page = await client.Ecr("ListImages", $$"""{"repositoryName":"{{Repository}}","maxResults":1000{{next}}}""");
            count += page.GetProperty("imageIds").GetArrayLength();
            token = page.TryGetProperty("nextToken", out var more) ? more.GetString() : null;
        }
        while (token is not null);
        return count;
    }
}
