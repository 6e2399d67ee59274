using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>The journey of the tutorials: login, build, tag, push, pull, run, with a real engine.</summary>
public sealed class DockerTests : IClassFixture<DockerEngine>
{
    private readonly ServerProgram server;
    private readonly DockerEngine docker;

    public DockerTests(SharedServer shared, DockerEngine docker)
    {
        Assert.SkipWhen(docker.Missing is not null, docker.Missing ?? "");
        Tool.Require("busybox");
        (server, this.docker) = (shared.Program, docker);
    }

    [Fact]
    public async Task Login_build_tag_push_pull_run()
    {
        await LoginAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("docker/hello");
        var image = $"{server.Host}/docker/hello:latest";
        await docker.BuildHelloAsync("hello");
        (await docker.DockerAsync("tag", "hello", image)).Succeeds();
        (await docker.DockerAsync("push", image)).Succeeds();
        (await docker.DockerAsync("rmi", "--force", image, "hello")).Succeeds();

        (await docker.DockerAsync("pull", image)).Succeeds();
        Assert.Equal("hello from slipway", (await docker.DockerAsync("run", "--rm", "--network", "none", image)).Succeeds().Output.Trim());

        var pushed = (await client.Ecr("DescribeImages", """{"repositoryName":"docker/hello"}""")).GetProperty("imageDetails")[0];
        var digest = pushed.GetProperty("imageDigest").GetString();
        (await docker.DockerAsync("pull", $"{server.Host}/docker/hello@{digest}")).Succeeds();
    }

    [Fact]
    public async Task A_second_push_of_the_same_layers_sends_nothing_and_a_sibling_mounts_them()
    {
        await LoginAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("docker/layers");
        await client.CreateRepository("docker/sibling");
        await docker.BuildHelloAsync("layers");
        foreach (var (repository, says) in new[] { ("layers", "Pushed"), ("layers", "Layer already exists"), ("sibling", "Mounted from docker/layers") })
        {
            var image = $"{server.Host}/docker/{repository}:v1";
            (await docker.DockerAsync("tag", "layers", image)).Succeeds();
            Assert.Contains(says, (await docker.DockerAsync("push", image)).Succeeds().Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_push_to_a_repository_that_is_not_there_is_refused_in_the_words_of_ECR()
    {
        await LoginAsync();
        await docker.BuildHelloAsync("nowhere");
        var image = $"{server.Host}/docker/nowhere:latest";
        (await docker.DockerAsync("tag", "nowhere", image)).Succeeds();
        (await docker.DockerAsync("push", image))
            .FailsWith("name unknown: The repository with name 'docker/nowhere' does not exist in the registry with id '000000000000'");
    }

    [Fact]
    public async Task A_wrong_password_cannot_log_in_and_nobody_pulls_without_one()
    {
        (await Tool.RunAsync("docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, input: "wrong")).FailsWith("");
        (await docker.DockerAsync("logout", server.Host)).Succeeds();
        (await docker.DockerAsync("pull", $"{server.Host}/docker/hello:latest")).FailsWith("no basic auth credentials");
    }

    [Fact]
    public async Task Containerd_pulls_what_docker_pushed()
    {
        Tool.Require("ctr");
        await LoginAsync();
        using var client = new Client(server.Url);
        await client.CreateRepository("docker/ctr");
        var image = $"{server.Host}/docker/ctr:v1";
        await docker.BuildHelloAsync(image);
        (await docker.DockerAsync("push", image)).Succeeds();
        (await Tool.RunAsync(
            "ctr", ["--address", docker.Containerd, "images", "pull", "--plain-http", "--user", $"AWS:{await PasswordAsync()}", image], docker.Environment)).Succeeds();
    }

    private async Task LoginAsync() => (await Tool.RunAsync(
        "docker", ["login", "--username", "AWS", "--password-stdin", server.Host], docker.Environment, await PasswordAsync())).Succeeds();

    private Task<string> PasswordAsync() => Password.OfAsync(server);
}
