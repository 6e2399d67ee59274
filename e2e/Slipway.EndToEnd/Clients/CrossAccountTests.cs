using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>skopeo, docker and <c>aws</c> from one account at the registry of another.</summary>
public sealed class CrossAccountTests : IClassFixture<DockerEngine>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-cross-").FullName;
    private readonly ServerProgram server;
    private readonly DockerEngine docker;
    private readonly AwsCli aws;

    public CrossAccountTests(SharedServer shared, DockerEngine docker)
    {
        Tool.Require("aws");
        (server, this.docker, aws) = (shared.Program, docker, new(shared.Program));
    }

    [Fact]
    public async Task Skopeo_pulls_and_pushes_what_the_repositorys_policy_lets_another_account()
    {
        Tool.Require("skopeo");
        OciLayout.Write(Path.Combine(folder, "one"), ["amd64"]);
        await aws.Ecr("create-repository", "--repository-name", "cross/app");
        (await PushAsync(await Password.OfAsync(server), "v1")).Succeeds();
        var (account, partner) = await PartnerAsync("skopeo");
        var password = (await As(partner, "ecr", "get-login-password")).Succeeds().Output.Trim();

        (await PullAsync(password)).FailsWith("because no resource-based policy allows the ecr:BatchGetImage action");
        await SetPolicyAsync(account, "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:DescribeImages");
        (await PullAsync(password)).Succeeds();
        Assert.Single((await As(partner, "ecr", "describe-images", "--registry-id", "000000000000", "--repository-name", "cross/app")).Succeeds().Json.GetProperty("imageDetails").EnumerateArray());
        (await PushAsync(password, "v2")).FailsWith("not authorized to perform: ecr:");

        await SetPolicyAsync(account, "ecr:*");
        (await PushAsync(password, "v2")).Succeeds();
        var removed = await aws.Ecr("delete-repository-policy", "--repository-name", "cross/app");
        Assert.Contains("ecr:*", removed.GetProperty("policyText").GetString(), StringComparison.Ordinal);
        (await PullAsync(password)).FailsWith("not authorized to perform: ecr:BatchGetImage");
    }

    [Fact]
    public async Task Docker_pulls_from_the_registry_of_another_account()
    {
        Assert.SkipWhen(docker.Missing is not null, docker.Missing ?? "");
        Tool.Require("busybox");
        await aws.Ecr("create-repository", "--repository-name", "cross/docker");
        await LoginAsync(await Password.OfAsync(server));
        await docker.BuildHelloAsync("cross");
        var image = $"{server.Host}/cross/docker:v1";
        (await docker.DockerAsync("tag", "cross", image)).Succeeds();
        (await docker.DockerAsync("push", image)).Succeeds();

        var (account, partner) = await PartnerAsync("docker");
        await LoginAsync((await As(partner, "ecr", "get-login-password")).Succeeds().Output.Trim());
        (await docker.DockerAsync("image", "prune", "--all", "--force")).Succeeds();
        (await docker.DockerAsync("pull", image)).FailsWith("ecr:BatchGetImage");
        await aws.Ecr("put-registry-policy", "--policy-text", $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Resource":"arn:aws:ecr:us-east-1:000000000000:repository/cross/docker",
             "Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}
            """);
        (await docker.DockerAsync("pull", image)).Succeeds();
        await aws.Ecr("delete-registry-policy");
        (await docker.DockerAsync("image", "prune", "--all", "--force")).Succeeds();
        (await docker.DockerAsync("pull", image)).FailsWith("ecr:BatchGetImage");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A new account, and credentials of its administrators' role.</summary>
    private async Task<(string Account, Dictionary<string, string> Environment)> PartnerAsync(string name)
    {
        var asked = (await aws.RunAsync("organizations", "create-account", "--email", $"{name}@example.com", "--account-name", name)).Succeeds().Json;
        var id = asked.GetProperty("CreateAccountStatus").GetProperty("Id").GetString()!;
        var made = (await aws.RunAsync("organizations", "describe-create-account-status", "--create-account-request-id", id)).Succeeds().Json;
        var account = made.GetProperty("CreateAccountStatus").GetProperty("AccountId").GetString()!;
        var session = (await aws.RunAsync(
            "sts", "assume-role", "--role-arn", $"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", "--role-session-name", name)).Succeeds().Json.GetProperty("Credentials");
        return (account, new(server.ClientEnvironment)
        {
            ["AWS_ACCESS_KEY_ID"] = session.GetProperty("AccessKeyId").GetString()!,
            ["AWS_SECRET_ACCESS_KEY"] = session.GetProperty("SecretAccessKey").GetString()!,
            ["AWS_SESSION_TOKEN"] = session.GetProperty("SessionToken").GetString()!,
        });
    }

    private async Task SetPolicyAsync(string account, params string[] actions)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"from the other account","Effect":"Allow","Principal":{"AWS":"{{account}}"},"Action":{{JsonSerializer.Serialize(actions)}}}]}""";
        await aws.Ecr("set-repository-policy", "--repository-name", "cross/app", "--policy-text", policy);
        Assert.Equal(policy, (await aws.Ecr("get-repository-policy", "--repository-name", "cross/app")).GetProperty("policyText").GetString());
    }

    private Task<ToolResult> As(Dictionary<string, string> environment, params string[] arguments) =>
        Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments], environment);

    private async Task LoginAsync(string password) => (await Tool.RunAsync(
        "docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, password)).Succeeds();

    private Task<ToolResult> PushAsync(string password, string tag) =>
        Skopeo("copy", "--dest-tls-verify=false", "--dest-creds", $"AWS:{password}", $"oci:{folder}/one:v1", $"docker://{server.Host}/cross/app:{tag}");

    private Task<ToolResult> PullAsync(string password) => Skopeo(
        "copy", "--src-tls-verify=false", "--src-creds", $"AWS:{password}", $"docker://{server.Host}/cross/app:v1", $"oci:{folder}/{Guid.NewGuid():N}:v1");

    private static Task<ToolResult> Skopeo(params string[] arguments) => Tool.RunAsync("skopeo", ["--insecure-policy", .. arguments], new Dictionary<string, string>());
}
