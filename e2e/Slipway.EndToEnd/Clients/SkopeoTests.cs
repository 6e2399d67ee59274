using System.Text;
using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>skopeo copies images in and out, whole multi-architecture indexes too.</summary>
public sealed class SkopeoTests : IDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly ServerProgram server;
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-skopeo-").FullName;

    public SkopeoTests(SharedServer shared)
    {
        Tool.Require("skopeo");
        server = shared.Program;
    }

    [Fact]
    public async Task An_index_of_two_architectures_goes_in_and_comes_out_the_same()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("skopeo/multi");
        var source = OciLayout.Write(Path.Combine(folder, "in"), ["amd64", "arm64"]);
        var credentials = $"AWS:{await Password.OfAsync(server)}";

        (await Skopeo("copy", "--all", "--dest-tls-verify=false", "--dest-creds", credentials, $"oci:{folder}/in:v1", Remote("skopeo/multi:v1"))).Succeeds();
        (await Skopeo("copy", "--all", "--src-tls-verify=false", "--src-creds", credentials, Remote("skopeo/multi:v1"), $"oci:{folder}/out:v1")).Succeeds();

        var index = JsonDocument.Parse(await File.ReadAllTextAsync($"{folder}/out/index.json")).RootElement.GetProperty("manifests")[0];
        Assert.Equal(source, index.GetProperty("digest").GetString());
        var remote = (await Skopeo("inspect", "--raw", "--tls-verify=false", "--creds", credentials, Remote("skopeo/multi:v1"))).Succeeds();
        Assert.Equal(source, Client.DigestOf(Encoding.UTF8.GetBytes(remote.Output)));
        Assert.Equal(2, remote.Json.GetProperty("manifests").GetArrayLength());
    }

    [Fact]
    public async Task Tags_are_listed_copied_between_repositories_and_deleted()
    {
        using var client = new Client(server.Url);
        await client.CreateRepository("skopeo/from");
        await client.CreateRepository("skopeo/to");
        OciLayout.Write(Path.Combine(folder, "one"), ["amd64"]);
        var credentials = $"AWS:{await Password.OfAsync(server)}";
        foreach (var tag in new[] { "v1", "v2" })
            (await Skopeo("copy", "--dest-tls-verify=false", "--dest-creds", credentials, $"oci:{folder}/one:v1", Remote($"skopeo/from:{tag}"))).Succeeds();

        (await Skopeo(
            "copy", "--src-tls-verify=false", "--dest-tls-verify=false", "--src-creds", credentials, "--dest-creds", credentials,
            Remote("skopeo/from:v1"), Remote("skopeo/to:v1"))).Succeeds();

        var tags = (await Skopeo("list-tags", "--tls-verify=false", "--creds", credentials, Remote("skopeo/from"))).Succeeds().Json;
        Assert.Equal(["v1", "v2"], tags.GetProperty("Tags").EnumerateArray().Select(tag => tag.GetString()));
        (await Skopeo("delete", "--tls-verify=false", "--creds", credentials, Remote("skopeo/to:v1"))).Succeeds();
        (await Skopeo("inspect", "--tls-verify=false", "--creds", credentials, Remote("skopeo/to:v1"))).FailsWith("manifest unknown");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Remote(string name) => $"docker://{server.Host}/{name}";

    private static Task<ToolResult> Skopeo(params string[] arguments) => Tool.RunAsync("skopeo", ["--insecure-policy", .. arguments], Nothing);
}
