using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The operations of our own, as the unmodified clients make them from the model that the program prints.</summary>
public sealed class OwnServiceTests
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;
    private readonly SlipwayCli slipway;

    public OwnServiceTests(SharedServer shared)
    {
        Tool.Require("aws");
        server = shared.Program;
        (aws, slipway) = (new(server), new(server));
    }

    [Fact]
    public async Task The_command_line_protects_a_repository()
    {
        await slipway.AddModelAsync();
        await aws.Ecr("create-repository", "--repository-name", "own/protected");
        var put = (await Slipway("put-repository-protection", "--repository-name", "own/protected", "--deletion-protection", "REPOSITORY")).Succeeds().Json;
        Assert.Equal("REPOSITORY", put.GetProperty("deletionProtection").GetString());
        await aws.EcrFails("is protected from deletion", "delete-repository", "--repository-name", "own/protected", "--force");
        (await Slipway("get-repository-protection", "--repository-name", "own/none")).FailsWith("RepositoryNotFoundException");
        (await Slipway("put-repository-protection", "--repository-name", "own/protected", "--deletion-protection", "NONE")).Succeeds();
        await aws.Ecr("delete-repository", "--repository-name", "own/protected");
    }

    [Fact]
    public async Task A_quota_is_told_to_those_who_push()
    {
        Tool.Require("skopeo");
        await slipway.AddModelAsync();
        await aws.Ecr("create-repository", "--repository-name", "own/limited");
        var put = (await Slipway("put-storage-quota", "--repository-name", "own/limited", "--max-bytes", "100")).Succeeds().Json;
        Assert.Equal(100, put.GetProperty("storageQuota").GetProperty("maxBytes").GetInt64());
        var layout = Path.Combine(server.DataFolder, "limited");
        OciLayout.Write(layout, ["amd64"]);
        var pushed = await Tool.RunAsync(
            "skopeo",
            ["copy", "--dest-tls-verify=false", "--dest-creds", $"AWS:{await Password.OfAsync(server)}", $"oci:{layout}:v1", $"docker://{server.Host}/own/limited:v1"],
            server.ClientEnvironment);
        pushed.FailsWith("The storage quota of 100 bytes of the repository with name 'own/limited'");
        Assert.Equal(1, (await Slipway("list-storage-quotas")).Succeeds().Json.GetProperty("storageQuotas").GetArrayLength());
        (await Slipway("delete-storage-quota", "--repository-name", "own/limited")).Succeeds();
    }

    [Fact]
    public async Task What_was_deleted_by_mistake_is_restored()
    {
        Tool.Require("skopeo");
        await slipway.AddModelAsync();
        await aws.Ecr("create-repository", "--repository-name", "own/recycled");
        (await Slipway("put-recycle-bin-configuration", "--repository-name", "own/recycled", "--retention-days", "7")).Succeeds();
        using var client = new Client(server.Url);
        Assert.True(await SmallImage.Random(new('r'), layers: 1, layerSize: 500).Push(client, "own/recycled", "v1"));
        await aws.Ecr("batch-delete-image", "--repository-name", "own/recycled", "--image-ids", "imageTag=v1");
        var deleted = (await Slipway("list-recycled-images", "--repository-name", "own/recycled")).Succeeds().Json.GetProperty("recycledImages")[0];
        var restored = (await Slipway("restore-image", "--repository-name", "own/recycled", "--image-digest", deleted.GetProperty("imageDigest").GetString()!)).Succeeds().Json;
        Assert.Equal("v1", restored.GetProperty("restoredImages")[0].GetProperty("imageTags")[0].GetString());
        var credentials = $"AWS:{await Password.OfAsync(server)}";
        (await Skopeo(credentials, $"docker://{server.Host}/own/recycled:v1", $"oci:{server.DataFolder}/restored:image")).Succeeds();

        await aws.Ecr("delete-repository", "--repository-name", "own/recycled", "--force");
        Assert.Equal("own/recycled", (await Slipway("list-recycled-repositories")).Succeeds().Json.GetProperty("recycledRepositories")[0].GetProperty("repositoryName").GetString());
        (await Skopeo(credentials, $"docker://{server.Host}/own/recycled:v1", $"oci:{server.DataFolder}/restored:none")).FailsWith("name unknown");
        (await Slipway("restore-repository", "--repository-name", "own/recycled")).Succeeds();
        (await Skopeo(credentials, $"docker://{server.Host}/own/recycled:v1", $"oci:{server.DataFolder}/restored:repository")).Succeeds();

        // Given up for good.
        await aws.Ecr("batch-delete-image", "--repository-name", "own/recycled", "--image-ids", "imageTag=v1");
        (await Slipway("purge-recycled-image", "--repository-name", "own/recycled", "--image-digest", deleted.GetProperty("imageDigest").GetString()!)).Succeeds();
        Assert.Equal(0, (await Slipway("list-recycled-images", "--repository-name", "own/recycled")).Succeeds().Json.GetProperty("recycledImages").GetArrayLength());
    }

    [Fact]
    public async Task Boto3_has_the_service_from_the_same_model()
    {
        Tool.Require("python3");
        var has = await Tool.RunAsync("python3", ["-c", "import boto3"], server.ClientEnvironment);
        Assert.SkipUnless(has.Code == 0, "boto3 is not installed here");
        await slipway.AddModelAsync();
        await aws.Ecr("create-repository", "--repository-name", "own/boto3");
        var script = """
            import boto3
            slipway = boto3.client("slipway")
            slipway.put_repository_protection(repositoryName="own/boto3", deletionProtection="REPOSITORY_AND_IMAGES")
            print(slipway.get_repository_protection(repositoryName="own/boto3")["deletionProtection"])
            """;
        var ended = (await Tool.RunAsync("python3", ["-c", script], server.ClientEnvironment)).Succeeds();
        Assert.Equal("REPOSITORY_AND_IMAGES", ended.Output.Trim());
    }

    private Task<ToolResult> Slipway(params string[] arguments) => slipway.RunAsync(arguments);

    private Task<ToolResult> Skopeo(string credentials, params string[] arguments) => Tool.RunAsync(
        "skopeo", ["--insecure-policy", "copy", "--src-tls-verify=false", "--src-creds", credentials, .. arguments], server.ClientEnvironment);
}
