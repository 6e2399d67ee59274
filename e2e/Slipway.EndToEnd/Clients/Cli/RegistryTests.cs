using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>Scans, replication and whose pulls count, as a user types them.</summary>
public sealed class RegistryTests : IClassFixture<OwnServer>
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public RegistryTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        aws = new(server);
    }

    [Fact]
    public async Task Scans_are_configured_and_the_waiter_for_one_ends()
    {
        await aws.Ecr("create-repository", "--repository-name", "scan/one");
        await aws.Ecr("put-image-scanning-configuration", "--repository-name", "scan/one", "--image-scanning-configuration", "scanOnPush=true");
        var repository = (await aws.Ecr("describe-repositories", "--repository-names", "scan/one")).GetProperty("repositories")[0];
        Assert.True(repository.GetProperty("imageScanningConfiguration").GetProperty("scanOnPush").GetBoolean());

        await aws.Ecr(
            "put-registry-scanning-configuration", "--scan-type", "BASIC", "--rules",
            """[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"scan/*","filterType":"WILDCARD"}]}]""");
        var rules = (await aws.Ecr("get-registry-scanning-configuration")).GetProperty("scanningConfiguration").GetProperty("rules");
        Assert.Equal("scan/*", rules[0].GetProperty("repositoryFilters")[0].GetProperty("filter").GetString());
        var many = await aws.Ecr("batch-get-repository-scanning-configuration", "--repository-names", "scan/one", "scan/none");
        Assert.Equal("SCAN_ON_PUSH", many.GetProperty("scanningConfigurations")[0].GetProperty("scanFrequency").GetString());
        Assert.Equal("REPOSITORY_NOT_FOUND", many.GetProperty("failures")[0].GetProperty("failureCode").GetString());

        using var client = new Client(server.Url);
        Assert.True(await SmallImage.Random(new(1), layers: 1, layerSize: 500).Push(client, "scan/one", "v1"));
        string[] image = ["--repository-name", "scan/one", "--image-id", "imageTag=v1"];
        var started = await aws.Ecr(["start-image-scan", .. image]);
        Assert.NotEmpty(started.GetProperty("imageScanStatus").GetProperty("description").GetString()!);
        var status = (await aws.Ecr(["describe-image-scan-findings", .. image])).GetProperty("imageScanStatus").GetProperty("status").GetString();
        var waited = await aws.RunAsync(["ecr", "wait", "image-scan-complete", .. image]);
        // Without a scanner it has failed, which ends the waiter as well.
        if (status == "FAILED") waited.FailsWith("Waiter ImageScanComplete failed");
        else waited.Succeeds();
        await aws.EcrFails("ImageNotFoundException", "start-image-scan", "--repository-name", "scan/one", "--image-id", "imageTag=none");
    }

    [Fact]
    public async Task An_image_is_replicated_as_a_file_of_parameters_says()
    {
        var file = Path.Combine(server.DataFolder, "replication.json");
        await File.WriteAllTextAsync(
            file,
            """{"replicationConfiguration":{"rules":[{"destinations":[{"region":"eu-west-1","registryId":"000000000000"}],"repositoryFilters":[{"filter":"copy/","filterType":"PREFIX_MATCH"}]}]}}""",
            TestContext.Current.CancellationToken);
        await aws.Ecr("put-replication-configuration", "--cli-input-json", $"file://{file}");
        var registry = await aws.Ecr("describe-registry");
        Assert.Equal("eu-west-1", registry.GetProperty("replicationConfiguration").GetProperty("rules")[0].GetProperty("destinations")[0].GetProperty("region").GetString());

        await aws.Ecr("create-repository", "--repository-name", "copy/one");
        using var client = new Client(server.Url);
        Assert.True(await SmallImage.Random(new(2), layers: 1, layerSize: 500).Push(client, "copy/one", "v1"));
        var status = "";
        for (var tries = 0; tries < 60 && status != "COMPLETE"; tries++)
        {
            var statuses = (await aws.Ecr("describe-image-replication-status", "--repository-name", "copy/one", "--image-id", "imageTag=v1")).GetProperty("replicationStatuses");
            status = statuses.GetArrayLength() == 0 ? "" : statuses[0].GetProperty("status").GetString();
            if (status != "COMPLETE") await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Equal("COMPLETE", status);
        Assert.Equal(1, (await aws.Ecr("list-images", "--repository-name", "copy/one", "--region", "eu-west-1")).GetProperty("imageIds").GetArrayLength());
        await aws.Ecr("put-replication-configuration", "--replication-configuration", """{"rules":[]}""");
    }

    [Fact]
    public async Task Those_whose_pulls_do_not_count_are_listed()
    {
        string[] roles = [.. "abc".Select(name => $"arn:aws:iam::000000000000:role/scanner-{name}")];
        foreach (var role in roles)
        {
            (await aws.RunAsync("iam", "create-role", "--role-name", role.Split('/')[1], "--assume-role-policy-document", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs-tasks.amazonaws.com"}}]}""")).Succeeds();
            await aws.Ecr("register-pull-time-update-exclusion", "--principal-arn", role);
        }

        await aws.EcrFails("ExclusionAlreadyExistsException", "register-pull-time-update-exclusion", "--principal-arn", roles[0]);
        var first = await aws.Ecr("list-pull-time-update-exclusions", "--max-results", "2");
        var rest = await aws.Ecr("list-pull-time-update-exclusions", "--next-token", first.GetProperty("nextToken").GetString()!);
        Assert.Equal(roles, Exclusions(first).Concat(Exclusions(rest)));
        foreach (var role in roles) await aws.Ecr("deregister-pull-time-update-exclusion", "--principal-arn", role);
        await aws.EcrFails("ExclusionNotFoundException", "deregister-pull-time-update-exclusion", "--principal-arn", roles[0]);
    }

    private static IEnumerable<string?> Exclusions(JsonElement page) => page.GetProperty("pullTimeUpdateExclusions").EnumerateArray().Select(arn => arn.GetString());
}
