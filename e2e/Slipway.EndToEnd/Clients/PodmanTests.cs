using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>podman and buildah: login, build from nothing, push, remove, pull.</summary>
public sealed class PodmanTests : IDisposable
{
    private readonly ServerProgram server;
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-podman-").FullName;

    public PodmanTests(SharedServer shared)
    {
        Tool.Require("podman", "buildah", "busybox");
        server = shared.Program;
    }

    [Fact]
    public async Task What_buildah_builds_podman_pushes_and_pulls()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("podman/hello");
        var image = $"{server.Host}/podman/hello:v1";
        (await Run("podman", "login", "--tls-verify=false", "--username", "AWS", "--password", await Password.OfAsync(server), server.Host)).Succeeds();

        var container = (await Run("buildah", "from", "scratch")).Succeeds().Output.Trim();
        (await Run("buildah", "copy", container, "/bin/busybox", "/bin/busybox")).Succeeds();
        (await Run("buildah", "config", "--entrypoint", """["/bin/busybox","echo","hello"]""", container)).Succeeds();
        (await Run("buildah", "commit", container, image)).Succeeds();

        (await Run("podman", "push", "--tls-verify=false", image)).Succeeds();
        (await Run("podman", "rmi", "--force", image)).Succeeds();
        (await Run("podman", "pull", "--tls-verify=false", image)).Succeeds();
        var pulled = (await Run("podman", "inspect", "--format", "{{.Digest}}", image)).Succeeds().Output.Trim();
        var pushed = (await client.Ecr("DescribeImages", """{"repositoryName":"podman/hello"}""")).GetProperty("imageDetails")[0];
        Assert.Equal(pushed.GetProperty("imageDigest").GetString(), pulled);
    }

    public void Dispose()
    {
        // Layers are folders with foreign owners and modes; the tool that made them removes them best.
        Run("podman", "system", "reset", "--force").GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    private Task<ToolResult> Run(string program, params string[] arguments) => Tool.RunAsync(
        program,
        ["--root", $"{folder}/root", "--runroot", $"{folder}/run", "--storage-driver", "vfs", .. arguments],
        new Dictionary<string, string> { ["REGISTRY_AUTH_FILE"] = $"{folder}/auth.json", ["BUILDAH_ISOLATION"] = "chroot" });
}
