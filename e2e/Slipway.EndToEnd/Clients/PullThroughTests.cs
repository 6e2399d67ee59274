using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>skopeo pulls what only another registry has, through the program as it is built.</summary>
public sealed class PullThroughTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly ServerProgram server = new(("SLIPWAY_ALLOWED_HOSTS", "127.0.0.1"), ("SLIPWAY_REMOTE_TIMEOUT", "5s"));
    private readonly DockerRegistry upstream = new();
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-cache-").FullName;

    public async ValueTask InitializeAsync()
    {
        Tool.Require("skopeo");
        await upstream.StartAsync();
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await upstream.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_index_is_pulled_through_and_again_when_the_upstream_is_gone()
    {
        using var client = new Client(server.Url);
        await client.Ecr("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"mirror","upstreamRegistryUrl":"{{upstream.Url}}"}""");
        var source = OciLayout.Write(Path.Combine(folder, "in"), ["amd64", "arm64"]);
        (await Skopeo("copy", "--all", "--dest-tls-verify=false", $"oci:{folder}/in:v1", $"docker://{upstream.Url["http://".Length..]}/team/web:v1")).Succeeds();

        Assert.Equal(source, await PullAsync("first"));
        await Arrived(client, "mirror/team/web", "v1");
        await upstream.StopAsync();
        Assert.Equal(source, await PullAsync("second"));
        Assert.Equal(0, await server.StopAsync());
        await server.StartAsync();
        Assert.Equal(source, await PullAsync("third"));

        // What nobody pulled before is not to be had without the upstream.
        (await Skopeo("inspect", "--tls-verify=false", "--creds", await CredentialsAsync(), $"docker://{server.Host}/mirror/team/web:v2")).FailsWith("503");
        var answer = await client.Ecr("BatchGetImage", """{"repositoryName":"mirror/team/web","imageIds":[{"imageTag":"v1"},{"imageTag":"v2"}]}""");
        Assert.Equal(1, answer.GetProperty("images").GetArrayLength());
        Assert.Equal("UpstreamUnavailable", answer.GetProperty("failures")[0].GetProperty("failureCode").GetString());
    }

    /// <returns>The digest of what came out.</returns>
    private async Task<string?> PullAsync(string to)
    {
        (await Skopeo("copy", "--all", "--src-tls-verify=false", "--src-creds", await CredentialsAsync(), $"docker://{server.Host}/mirror/team/web:v1", $"oci:{folder}/{to}:v1")).Succeeds();
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync($"{folder}/{to}/index.json"));
        return index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString();
    }

    private async Task<string> CredentialsAsync() => $"AWS:{await Password.OfAsync(server)}";

    private static async Task Arrived(Client client, string repository, string tag)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await client.TryEcr("DescribeImages", $$"""{"repositoryName":"{{repository}}","imageIds":[{"imageTag":"{{tag}}"}]}""")).Status != System.Net.HttpStatusCode.OK)
            await Task.Delay(20, patience.Token);
    }

    private static Task<ToolResult> Skopeo(params string[] arguments) => Tool.RunAsync("skopeo", ["--insecure-policy", .. arguments], Nothing);
}
