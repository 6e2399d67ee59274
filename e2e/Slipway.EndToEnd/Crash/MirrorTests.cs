using System.Text.Json;
using Slipway.EndToEnd.Clients;
using Slipway.EndToEnd.Support;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Crash;

/// <summary>A mirror as docs/replication.md sets it up, with the command line; and what becomes of it when either server is killed.</summary>
public sealed class MirrorTests
{
    private const string Region = "eu-west-1";

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Kills_of_either_server_lose_no_image_on_the_way()
    {
        Tool.Require("aws");
        await using var mirror = new ServerProgram(("SLIPWAY_REGION", Region));
        await using var source = new ServerProgram(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1;localhost"), ("SLIPWAY_REMOTE_TIMEOUT", "5s"));
        await mirror.StartAsync();
        await source.StartAsync();
        await ConnectAsync(source, mirror);
        using var client = new Client(source.Url);
        await client.CreateRepository("mirror/test");

        var chance = new Random(5);
        Dictionary<string, string> pushed = [];
        for (var kill = 0; kill < 6; kill++)
        {
            for (var i = 0; i < 4; i++)
            {
                var image = SmallImage.Random(chance, layers: 2, layerSize: 300_000);
                var tag = $"v{(4 * kill) + i}";
                Assert.True(await image.Push(client, "mirror/test", tag));
                // This one moves with every push: what the mirror ends with is the last.
                Assert.True(await image.Push(client, "mirror/test", "latest"));
                pushed[tag] = pushed["latest"] = image.Digest;
            }

            await Task.Delay(chance.Next(0, 300));
            var victim = kill % 2 == 0 ? source : mirror;
            await victim.KillAsync();
            await victim.StartAsync();
        }

        using var limit = new CancellationTokenSource(LongEnough);
        while (!await HasAllAsync(mirror, pushed))
        {
            Assert.False(limit.IsCancellationRequested, $"The mirror lacks something:\n{source.Log}");
            await Task.Delay(500);
        }

        var status = (await Aws(source, "ecr", "describe-image-replication-status", "--repository-name", "mirror/test", "--image-id", "imageTag=latest")).Json;
        Assert.Equal("COMPLETE", status.GetProperty("replicationStatuses")[0].GetProperty("status").GetString());
        Assert.Equal(0, await mirror.StopAsync());
        Assert.Equal(0, (await mirror.CommandAsync("verify")).Code);
    }

    private static async Task ConnectAsync(ServerProgram source, ServerProgram mirror)
    {
        var file = Path.Combine(source.DataFolder, "slipway.json");
        await File.WriteAllTextAsync(file, (await source.CommandAsync("model")).Succeeds().Output);
        await Aws(source, "configure", "add-model", "--service-name", "slipway", "--service-model", $"file://{file}");
        var key = JsonSerializer.Serialize(new { accessKeyId = AwsKey.Admin.AccessKeyId, secretAccessKey = AwsKey.Admin.SecretAccessKey });
        var secret = (await Aws(source, "secretsmanager", "create-secret", "--name", "mirror", "--secret-string", key)).Json.GetProperty("ARN").GetString()!;
        // As an option of its own the first version of the command line would fetch the address.
        await Aws(
            source, "slipway", "put-replication-endpoint", "--cli-input-json",
            $$"""{"destination":{"region":"{{Region}}","registryId":"000000000000"},"apiEndpoint":"{{mirror.Url.ToString().TrimEnd('/')}}","credentialArn":"{{secret}}"}""");
        await Aws(
            source, "ecr", "put-replication-configuration", "--replication-configuration",
            $$"""{"rules":[{"destinations":[{"region":"{{Region}}","registryId":"000000000000"}]}]}""");
        await Aws(source, "ecr", "describe-registry");
    }

    private static async Task<bool> HasAllAsync(ServerProgram mirror, Dictionary<string, string> pushed)
    {
        var answer = await new AwsCli(mirror).RunAsync("--region", Region, "ecr", "describe-images", "--repository-name", "mirror/test");
        if (answer.Code != 0) return false;
        Dictionary<string, string> found = [];
        foreach (var image in answer.Json.GetProperty("imageDetails").EnumerateArray())
        {
            if (!image.TryGetProperty("imageTags", out var tags)) continue;
            foreach (var tag in tags.EnumerateArray()) found[tag.GetString()!] = image.GetProperty("imageDigest").GetString()!;
        }

        return pushed.All(pair => found.GetValueOrDefault(pair.Key) == pair.Value);
    }

    private static async Task<ToolResult> Aws(ServerProgram server, params string[] arguments) => (await new AwsCli(server).RunAsync(arguments)).Succeeds();
}
