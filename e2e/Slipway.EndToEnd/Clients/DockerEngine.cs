using System.Diagnostics;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>A Docker Engine of the tests' own, on its own socket and data folder, without networks; needs root.</summary>
public sealed class DockerEngine : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-docker-").FullName;
    private Process? engine;

    /// <summary>Why there is no engine here; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>What a docker client of this test is told; its logins stay in a folder of its own.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["DOCKER_HOST"] = $"unix://{folder}/docker.sock",
        ["DOCKER_CONFIG"] = $"{folder}/config",
        ["DOCKER_BUILDKIT"] = "0",
    };

    /// <summary>The socket of the engine's containerd.</summary>
    public string Containerd => $"{folder}/exec/containerd/containerd.sock";

    public async ValueTask InitializeAsync()
    {
        Missing = !Tool.IsThere("dockerd") || !Tool.IsThere("docker") ? "docker is not installed here"
            : System.Environment.IsPrivilegedProcess ? null
            : "a Docker Engine can only be started by root";
        if (Missing is not null) return;
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c",
                $"exec dockerd --host unix://{folder}/docker.sock --data-root {folder}/data --exec-root {folder}/exec --pidfile {folder}/pid "
                + $"--iptables=false --ip6tables=false --bridge=none >{folder}/log 2>&1",
            },
        };
        engine = Process.Start(start)!;
        for (var tries = 0; tries < 100 && !engine.HasExited; tries++)
        {
            if ((await Tool.RunAsync("docker", ["version"], Environment)).Code == 0) return;
            await Task.Delay(200);
        }

        Missing = $"no Docker Engine can run here: {File.ReadLines($"{folder}/log").LastOrDefault()}";
    }

    public Task<ToolResult> DockerAsync(params string[] arguments) => Tool.RunAsync("docker", arguments, Environment);

    /// <summary>Builds an image of one static program, from nothing that would have to be pulled; its layer is like no other tag's.</summary>
    public async Task BuildHelloAsync(string tag)
    {
        var context = Path.Combine(folder, "context");
        Directory.CreateDirectory(context);
        File.Copy("/bin/busybox", Path.Combine(context, "busybox"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(context, "name"), tag);
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), """
            FROM scratch
            COPY busybox name /bin/
            ENTRYPOINT ["/bin/busybox"]
            CMD ["echo", "hello from slipway"]
            """);
        (await DockerAsync("build", "--quiet", "--tag", tag, context)).Succeeds();
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is { HasExited: false })
        {
            (await Tool.RunAsync("kill", [$"{engine.Id}"], Environment)).Succeeds();
            await engine.WaitForExitAsync();
        }

        engine?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
