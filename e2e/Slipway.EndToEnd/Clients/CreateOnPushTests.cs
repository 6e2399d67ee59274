using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Pushes to repositories that a template makes, by clients that know nothing of it.</summary>
public sealed class CreateOnPushTests : IClassFixture<DockerEngine>, IDisposable
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;
    private readonly DockerEngine docker;
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-create-").FullName;

    public CreateOnPushTests(SharedServer shared, DockerEngine docker)
    {
        Tool.Require("aws");
        (server, this.docker) = (shared.Program, docker);
        aws = new(server);
    }

    [Fact]
    public async Task Skopeo_pushes_to_a_repository_that_a_template_makes_and_to_no_other()
    {
        Tool.Require("skopeo");
        await Template("made-skopeo", "IMMUTABLE");
        OciLayout.Write(Path.Combine(folder, "in"), ["amd64", "arm64"]);
        var credentials = $"AWS:{await Password.OfAsync(server)}";
        (await Skopeo(credentials, "made-skopeo/team/app:v1")).Succeeds();
        (await Skopeo(credentials, "unmade/app:v1")).FailsWith("The repository with name 'unmade/app' does not exist");

        var made = (await aws.Ecr("describe-repositories", "--repository-names", "made-skopeo/team/app")).GetProperty("repositories")[0];
        Assert.Equal("IMMUTABLE", made.GetProperty("imageTagMutability").GetString());
        await aws.EcrFails("TemplateAlreadyExistsException", "create-repository-creation-template", "--prefix", "made-skopeo", "--applied-for", "CREATE_ON_PUSH");
        await aws.Ecr("update-repository-creation-template", "--prefix", "made-skopeo", "--applied-for", "REPLICATION");
        (await Skopeo(credentials, "made-skopeo/other:v1")).FailsWith("does not exist");
        await aws.Ecr("delete-repository-creation-template", "--prefix", "made-skopeo");
        Assert.Equal(0, (await aws.Ecr("describe-repository-creation-templates", "--prefixes", "made-skopeo")).GetProperty("repositoryCreationTemplates").GetArrayLength());
    }

    [Fact]
    public async Task Docker_pushes_to_a_repository_that_a_template_makes()
    {
        Assert.SkipWhen(docker.Missing is not null, docker.Missing ?? "");
        Tool.Require("busybox");
        await Template("made-docker", "MUTABLE");
        (await Tool.RunAsync("docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, await Password.OfAsync(server))).Succeeds();
        var image = $"{server.Host}/made-docker/hello:latest";
        await docker.BuildHelloAsync(image);
        (await docker.DockerAsync("push", image)).Succeeds();
        (await docker.DockerAsync("rmi", "--force", image)).Succeeds();
        (await docker.DockerAsync("pull", image)).Succeeds();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<System.Text.Json.JsonElement> Template(string prefix, string mutability) => aws.Ecr(
        "create-repository-creation-template", "--prefix", prefix, "--applied-for", "CREATE_ON_PUSH", "--image-tag-mutability", mutability);

    private Task<ToolResult> Skopeo(string credentials, string target) => Tool.RunAsync(
        "skopeo",
        ["--insecure-policy", "copy", "--all", "--dest-tls-verify=false", "--dest-creds", credentials, $"oci:{folder}/in:v1", $"docker://{server.Host}/{target}"],
        server.ClientEnvironment);
}
