using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>How a registry is mirrored to another server, as a user types it.</summary>
public sealed class OwnMirrorTests : IClassFixture<OwnServer>
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;
    private readonly SlipwayCli slipway;

    public OwnMirrorTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        (aws, slipway) = (new(server), new(server));
    }

    [Fact]
    public async Task A_mirror_is_set_up_by_the_documented_commands_and_filled()
    {
        await using var mirror = new ServerProgram(("SLIPWAY_REGION", "eu-west-1"));
        await mirror.StartAsync();
        await slipway.AddModelAsync();
        const string Destination = "region=eu-west-1,registryId=000000000000";
        var keys = server.ClientEnvironment;
        var secret = (await aws.RunAsync(
            "secretsmanager", "create-secret", "--name", "mirror", "--secret-string",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["accessKeyId"] = keys["AWS_ACCESS_KEY_ID"], ["secretAccessKey"] = keys["AWS_SECRET_ACCESS_KEY"] }))).Succeeds().Json.GetProperty("ARN").GetString()!;
        // The older command line would fetch a URL that is a parameter by itself. The registry's own word for where it is,
        // localhost, is no host that this server may ask.
        var mirrorUrl = mirror.Url.ToString().TrimEnd('/');
        await slipway.SaysAsync(
            "put-replication-endpoint", "--cli-input-json",
            $$"""{"destination":{"region":"eu-west-1","registryId":"000000000000"},"apiEndpoint":"{{mirrorUrl}}","registryEndpoint":"{{mirrorUrl}}","credentialArn":"{{secret}}"}""");
        Assert.Equal(1, (await slipway.SaysAsync("describe-replication-endpoints")).GetProperty("replicationEndpoints").GetArrayLength());

        using var client = new Client(server.Url);
        await aws.Ecr("create-repository", "--repository-name", "mirrored/app");
        Assert.True(await SmallImage.Random(new(1), layers: 1, layerSize: 500).Push(client, "mirrored/app", "v1"));
        await aws.Ecr("put-replication-configuration", "--replication-configuration", """{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"000000000000"}],"repositoryFilters":[{"filter":"mirrored/","filterType":"PREFIX_MATCH"}]}]}""");
        await slipway.SaysAsync("put-replication-options", "--destination", Destination, "--tag-filters", "include=v*,exclude=*-rc");
        Assert.Equal("v*", (await slipway.SaysAsync("get-replication-options", "--destination", Destination)).GetProperty("replicationOptions").GetProperty("tagFilters").GetProperty("include")[0].GetString());
        foreach (var (tag, seed) in new[] { ("v2", 2), ("v3-rc", 3) }) Assert.True(await SmallImage.Random(new(seed), layers: 1, layerSize: 500).Push(client, "mirrored/app", tag));

        // What was there before comes by a backfill.
        var backfill = (await slipway.SaysAsync("start-replication-backfill", "--destination", Destination)).GetProperty("replicationBackfill").GetProperty("replicationBackfillId").GetString()!;
        var status = "";
        for (var tries = 0; tries < 60 && status is not ("COMPLETE" or "FAILED"); tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            status = (await slipway.SaysAsync("describe-replication-backfill", "--replication-backfill-id", backfill)).GetProperty("replicationBackfill").GetProperty("status").GetString();
        }

        Assert.Equal("COMPLETE", status);
        using var there = new Client(mirror.Url);
        var arrived = (await there.EcrIn("eu-west-1", "ListImages", """{"repositoryName":"mirrored/app"}""")).GetProperty("imageIds");
        Assert.Equal(["v1", "v2"], arrived.EnumerateArray().Select(id => id.GetProperty("imageTag").GetString()).Order());
        (await slipway.RunAsync("delete-replication-endpoint", "--destination", Destination)).Succeeds();
        Assert.Equal(0, (await slipway.SaysAsync("describe-replication-endpoints")).GetProperty("replicationEndpoints").GetArrayLength());
    }
}
