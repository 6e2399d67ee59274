using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Signatures as their users verify them: by the commands of docs/services/slipway.md, and by <c>notation</c> where it is installed.</summary>
public sealed class SigningTests : IDisposable
{
    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/release";

    private readonly ServerProgram server;
    private readonly AwsCli aws;
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-signing-").FullName;

    public SigningTests(SharedServer shared)
    {
        Tool.Require("aws", "skopeo");
        server = shared.Program;
        aws = new(server);
    }

    [Fact]
    public async Task Openssl_verifies_a_signature_by_the_documented_commands()
    {
        Tool.Require("openssl", "jq", "bash");
        using var client = new Client(server.Url);
        var image = await PushSignedAsync("signed/openssl");
        var referrers = await JsonAsync(client, $"/v2/signed/openssl/referrers/{image}");
        var signature = Assert.Single(referrers.GetProperty("manifests").EnumerateArray()).GetProperty("digest").GetString();
        var layer = (await JsonAsync(client, $"/v2/signed/openssl/manifests/{signature}")).GetProperty("layers")[0].GetProperty("digest").GetString();
        using var envelope = await client.Get($"/v2/signed/openssl/blobs/{layer}");
        await File.WriteAllBytesAsync(Path.Combine(folder, "envelope.json"), await envelope.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        var verified = (await Bash(Documented("jq -r '.header.x5c[0]'"))).Succeeds();
        Assert.Contains("leaf.pem: OK", verified.Output, StringComparison.Ordinal);
        Assert.Contains("Verified OK", verified.Output, StringComparison.Ordinal);
        var payload = (await Bash("jq -r .payload envelope.json | tr '_-' '/+' | sed 's/$/===/' | base64 -d 2>/dev/null | cat")).Output;
        Assert.Contains($"\"digest\":\"{image}\"", payload, StringComparison.Ordinal);

        // And a signature over anything else is none.
        (await Bash("printf x >> signed; openssl dgst -sha256 -verify key.pem -signature signature.der signed")).FailsWith("Verification failure");
    }

    [Fact]
    public async Task Notation_verifies_a_signature()
    {
        Tool.Require("notation", "bash");
        var image = await PushSignedAsync("signed/notation");
        var reference = $"{server.Host}/signed/notation@{image}";
        (await Bash(Documented("notation cert add").Replace("notation verify REGISTRY/REPOSITORY@sha256:...", "", StringComparison.Ordinal))).Succeeds();
        (await Bash($"notation login --insecure-registry -u AWS -p '{await Password.OfAsync(server)}' {server.Host}; notation verify --insecure-registry {reference}")).Succeeds();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <returns>The digest of an image that is signed; the profile's root lies in the folder.</returns>
    private async Task<string> PushSignedAsync(string repository)
    {
        await aws.Ecr("create-repository", "--repository-name", repository);
        await aws.Ecr(
            "put-signing-configuration", "--signing-configuration",
            $$"""{"rules":[{"signingProfileArn":"{{Profile}}","repositoryFilters":[{"filter":"signed/*","filterType":"WILDCARD_MATCH"}]}]}""");
        Assert.Equal(Profile, (await aws.Ecr("get-signing-configuration")).GetProperty("signingConfiguration").GetProperty("rules")[0].GetProperty("signingProfileArn").GetString());
        // As a user does once; the clients keep it in the home folder.
        var model = Path.Combine(server.DataFolder, "slipway.json");
        await File.WriteAllTextAsync(model, (await server.CommandAsync("model")).Succeeds().Output, TestContext.Current.CancellationToken);
        (await aws.RunAsync("configure", "add-model", "--service-name", "slipway", "--service-model", $"file://{model}")).Succeeds();
        var root = (await aws.RunAsync("slipway", "get-signing-certificate", "--signing-profile-arn", Profile)).Succeeds().Json.GetProperty("rootCertificate").GetString();
        await File.WriteAllTextAsync(Path.Combine(folder, "root.pem"), root, TestContext.Current.CancellationToken);

        OciLayout.Write(Path.Combine(folder, "in"), ["amd64"]);
        (await Tool.RunAsync(
            "skopeo",
            ["--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", $"AWS:{await Password.OfAsync(server)}", $"oci:{folder}/in:v1", $"docker://{server.Host}/{repository}:v1"],
            server.ClientEnvironment)).Succeeds();
        for (var tries = 0; tries < 60; tries++)
        {
            var status = await aws.Ecr("describe-image-signing-status", "--repository-name", repository, "--image-id", "imageTag=v1");
            if (status.GetProperty("signingStatuses")[0].GetProperty("status").GetString() == "COMPLETE") return status.GetProperty("imageId").GetProperty("imageDigest").GetString()!;
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The image was not signed.");
    }

    /// <summary>The block of commands in the documentation that has this line.</summary>
    private static string Documented(string line) => File.ReadAllText(Path.Combine(Checkout.Root, "docs/services/slipway.md"))
        .Split("```sh\n").Select(block => block.Split("```")[0]).Single(block => block.Contains(line, StringComparison.Ordinal));

    private Task<ToolResult> Bash(string script) => Tool.RunAsync("bash", ["-c", $"set -e; cd {folder}; export HOME={folder}\n{script}"], server.ClientEnvironment);

    private static async Task<JsonElement> JsonAsync(Client client, string path)
    {
        using var answer = await client.Get(path);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }
}
