using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>docker and skopeo as users who may do exactly as much as AWS's own documents say that a push or a pull needs.</summary>
public sealed class LeastPrivilegeTests : IClassFixture<DockerEngine>, IDisposable
{
    private const string ReadOnly = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", PullOnly = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";

    private readonly string folder = Directory.CreateTempSubdirectory("slipway-least-").FullName;
    private readonly ServerProgram server;
    private readonly DockerEngine docker;
    private readonly AwsCli aws;

    public LeastPrivilegeTests(SharedServer shared, DockerEngine docker)
    {
        Tool.Require("aws");
        (server, this.docker, aws) = (shared.Program, docker, new(shared.Program));
    }

    [Fact]
    public async Task Docker_pushes_with_the_published_minimum_and_is_told_what_else_it_may_not()
    {
        RequireDocker();
        using var admin = new Client(server.Url);
        await admin.CreateRepository("least/app");
        await admin.CreateRepository("least/other");
        var pusher = await UserAsync("pusher");
        await PushPolicyAsync("pusher", "least/app");
        await LoginAsync(await PasswordOfAsync(pusher));
        await docker.BuildHelloAsync("least");

        (await PushAsync("least/app:v1")).Succeeds();
        (await PushAsync("least/other:v1")).FailsWith(
            "denied: User: arn:aws:iam::000000000000:user/pusher is not authorized to perform: ecr:");
        (await docker.DockerAsync("rmi", "--force", $"{server.Host}/least/app:v1", "least")).Succeeds();
        (await PullAsync("least/app:v1")).FailsWith("ecr:GetDownloadUrlForLayer");
    }

    [Fact]
    public async Task Docker_pulls_with_the_pull_only_policy_until_it_is_taken_away()
    {
        RequireDocker();
        using var admin = new Client(server.Url);
        await admin.CreateRepository("least/pulled");
        await LoginAsync(await Password.OfAsync(server));
        await docker.BuildHelloAsync("least");
        (await PushAsync("least/pulled:v1")).Succeeds();
        var puller = await UserAsync("puller");
        await AttachAsync("puller", PullOnly);
        await LoginAsync(await PasswordOfAsync(puller));

        (await PullAsync("least/pulled:v1")).Succeeds();
        await docker.BuildHelloAsync("least");
        (await PushAsync("least/pulled:v2")).FailsWith("denied: User: arn:aws:iam::000000000000:user/puller is not authorized to perform: ecr:");

        (await aws.RunAsync("iam", "detach-user-policy", "--user-name", "puller", "--policy-arn", PullOnly)).Succeeds();
        (await PullAsync("least/pulled:v1")).FailsWith("ecr:BatchGetImage");
        await AttachAsync("puller", PullOnly);
        (await PullAsync("least/pulled:v1")).Succeeds();

        (await aws.RunAsync("iam", "update-access-key", "--user-name", "puller", "--access-key-id", puller.Id, "--status", "Inactive")).Succeeds();
        (await PullAsync("least/pulled:v1")).FailsWith("unauthorized");
    }

    [Fact]
    public async Task A_tag_is_a_condition_of_a_push()
    {
        Tool.Require("skopeo");
        using var admin = new Client(server.Url);
        await admin.CreateRepository("least/tags");
        var releaser = await UserAsync("releaser");
        await PolicyAsync("releaser", """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"ecr:*","Resource":"*"},
              {"Effect":"Deny","Action":"ecr:PutImage","Resource":"*","Condition":{"StringNotLike":{"slipway:ImageTag":"dev-*"}}}]}
            """);
        var credentials = $"AWS:{await PasswordOfAsync(releaser)}";
        OciLayout.Write(Path.Combine(folder, "one"), ["amd64"]);

        (await CopyInAsync(credentials, "least/tags:dev-1")).Succeeds();
        (await CopyInAsync(credentials, "least/tags:release-1")).FailsWith("with an explicit deny in an identity-based policy");
    }

    [Fact]
    public async Task Skopeo_reads_with_the_read_only_policy_and_changes_nothing()
    {
        Tool.Require("skopeo");
        using var admin = new Client(server.Url);
        await admin.CreateRepository("least/read");
        OciLayout.Write(Path.Combine(folder, "one"), ["amd64"]);
        (await CopyInAsync($"AWS:{await Password.OfAsync(server)}", "least/read:v1")).Succeeds();
        var reader = await UserAsync("reader");
        await AttachAsync("reader", ReadOnly);
        var credentials = $"AWS:{await PasswordOfAsync(reader)}";

        (await Skopeo("inspect", "--tls-verify=false", "--creds", credentials, Remote("least/read:v1"))).Succeeds();
        (await Skopeo("list-tags", "--tls-verify=false", "--creds", credentials, Remote("least/read"))).Succeeds();
        (await Skopeo("copy", "--src-tls-verify=false", "--src-creds", credentials, Remote("least/read:v1"), $"oci:{folder}/out:v1")).Succeeds();
        (await CopyInAsync(credentials, "least/read:v2")).FailsWith("not authorized to perform: ecr:");
        (await Skopeo("delete", "--tls-verify=false", "--creds", credentials, Remote("least/read:v1"))).FailsWith("ecr:BatchDeleteImage");
    }

    [Fact]
    public async Task Who_has_no_policy_cannot_even_log_in()
    {
        var nobody = await UserAsync("nobody");
        (await As(nobody, "ecr", "get-login-password")).FailsWith(
            "(AccessDeniedException) when calling the GetAuthorizationToken operation: User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: "
            + "ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void RequireDocker()
    {
        Assert.SkipWhen(docker.Missing is not null, docker.Missing ?? "");
        Tool.Require("busybox");
    }

    private async Task<(string Id, string Secret)> UserAsync(string name)
    {
        (await aws.RunAsync("iam", "create-user", "--user-name", name)).Succeeds();
        var key = (await aws.RunAsync("iam", "create-access-key", "--user-name", name)).Succeeds().Json.GetProperty("AccessKey");
        return (key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
    }

    private async Task AttachAsync(string user, string policy) =>
        (await aws.RunAsync("iam", "attach-user-policy", "--user-name", user, "--policy-arn", policy)).Succeeds();

    /// <summary>What ECR's user guide says that a push to one repository needs ("IAM permissions for pushing an image").</summary>
    private Task PushPolicyAsync(string user, string repository) => PolicyAsync(user, $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"},
          {"Effect":"Allow","Resource":"arn:aws:ecr:us-east-1:000000000000:repository/{{repository}}","Action":[
            "ecr:CompleteLayerUpload","ecr:UploadLayerPart","ecr:InitiateLayerUpload","ecr:BatchCheckLayerAvailability","ecr:PutImage","ecr:BatchGetImage"]}]}
        """);

    private async Task PolicyAsync(string user, string document) =>
        (await aws.RunAsync("iam", "put-user-policy", "--user-name", user, "--policy-name", "least", "--policy-document", document)).Succeeds();

    private Task<ToolResult> As((string Id, string Secret) key, params string[] arguments) => Tool.RunAsync(
        "aws",
        ["--endpoint-url", server.Url.ToString(), .. arguments],
        new Dictionary<string, string>(server.ClientEnvironment) { ["AWS_ACCESS_KEY_ID"] = key.Id, ["AWS_SECRET_ACCESS_KEY"] = key.Secret });

    private async Task<string> PasswordOfAsync((string Id, string Secret) key) => (await As(key, "ecr", "get-login-password")).Succeeds().Output.Trim();

    private async Task LoginAsync(string password) => (await Tool.RunAsync(
        "docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, password)).Succeeds();

    private async Task<ToolResult> PushAsync(string image)
    {
        (await docker.DockerAsync("tag", "least", $"{server.Host}/{image}")).Succeeds();
        return await docker.DockerAsync("push", $"{server.Host}/{image}");
    }

    private async Task<ToolResult> PullAsync(string image)
    {
        // All of it: what a build or another tag has left would not be pulled.
        (await docker.DockerAsync("image", "prune", "--all", "--force")).Succeeds();
        return await docker.DockerAsync("pull", $"{server.Host}/{image}");
    }

    private Task<ToolResult> CopyInAsync(string credentials, string image) =>
        Skopeo("copy", "--dest-tls-verify=false", "--dest-creds", credentials, $"oci:{folder}/one:v1", Remote(image));

    private string Remote(string name) => $"docker://{server.Host}/{name}";

    private static Task<ToolResult> Skopeo(params string[] arguments) => Tool.RunAsync("skopeo", ["--insecure-policy", .. arguments], new Dictionary<string, string>());
}
