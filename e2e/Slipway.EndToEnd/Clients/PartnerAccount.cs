using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Another account of a server, with credentials of its administrators' role, whose images others pull.</summary>
internal sealed class PartnerAccount : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slipway-partner-").FullName;
    private readonly ServerProgram server;
    private readonly Dictionary<string, string> environment;

    private PartnerAccount(ServerProgram server, string account, Dictionary<string, string> environment) => (this.server, Account, this.environment) = (server, account, environment);

    public string Account { get; }

    public static async Task<PartnerAccount> OfAsync(ServerProgram server, string name)
    {
        var aws = new AwsCli(server);
        var asked = (await aws.RunAsync("organizations", "create-account", "--email", $"{name}@example.com", "--account-name", name)).Succeeds().Json;
        var request = asked.GetProperty("CreateAccountStatus").GetProperty("Id").GetString()!;
        var made = (await aws.RunAsync("organizations", "describe-create-account-status", "--create-account-request-id", request)).Succeeds().Json;
        var account = made.GetProperty("CreateAccountStatus").GetProperty("AccountId").GetString()!;
        var session = (await aws.RunAsync(
            "sts", "assume-role", "--role-arn", $"arn:aws:iam::{account}:role/OrganizationAccountAccessRole", "--role-session-name", name)).Succeeds().Json.GetProperty("Credentials");
        return new(server, account, new(server.ClientEnvironment)
        {
            ["AWS_ACCESS_KEY_ID"] = session.GetProperty("AccessKeyId").GetString()!,
            ["AWS_SECRET_ACCESS_KEY"] = session.GetProperty("SecretAccessKey").GetString()!,
            ["AWS_SESSION_TOKEN"] = session.GetProperty("SessionToken").GetString()!,
        });
    }

    public Task<ToolResult> AwsAsync(params string[] arguments) =>
        Tool.RunAsync("aws", ["--endpoint-url", server.Url.ToString(), "--output", "json", .. arguments], environment);

    /// <summary>Pushes a small image into the account's registry by the API: not every machine resolves that registry's own host.</summary>
    public async Task PushAsync(string repository, string tag)
    {
        OciLayout.Write(Path.Combine(folder, "one"), ["amd64"]);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "one/index.json")));
        var manifest = FileOf(index.RootElement.GetProperty("manifests")[0]);
        using var image = JsonDocument.Parse(await File.ReadAllTextAsync(manifest));
        foreach (var blob in (JsonElement[])[image.RootElement.GetProperty("config"), .. image.RootElement.GetProperty("layers").EnumerateArray()])
        {
            var upload = (await EcrAsync("initiate-layer-upload", "--repository-name", repository)).GetProperty("uploadId").GetString()!;
            var last = blob.GetProperty("size").GetInt64() - 1;
            await EcrAsync(
                "upload-layer-part", "--repository-name", repository, "--upload-id", upload, "--part-first-byte", "0", "--part-last-byte", $"{last}", "--layer-part-blob", $"fileb://{FileOf(blob)}");
            await EcrAsync("complete-layer-upload", "--repository-name", repository, "--upload-id", upload, "--layer-digests", blob.GetProperty("digest").GetString()!);
        }

        await EcrAsync("put-image", "--repository-name", repository, "--image-tag", tag, "--image-manifest", await File.ReadAllTextAsync(manifest));

        string FileOf(JsonElement descriptor) => Path.Combine(folder, "one/blobs", descriptor.GetProperty("digest").GetString()!.Replace(':', '/'));
    }

    public async Task<JsonElement> EcrAsync(params string[] arguments) => (await AwsAsync(["ecr", .. arguments])).Succeeds().Json;

    public Task<ToolResult> PullAsync(string image, string password) => SkopeoAsync(
        "copy", "--src-tls-verify=false", "--src-creds", $"AWS:{password}", $"docker://{image}", $"oci:{folder}/{Guid.NewGuid():N}:v1");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<ToolResult> SkopeoAsync(params string[] arguments) => Tool.RunAsync("skopeo", ["--insecure-policy", .. arguments], environment);
}
