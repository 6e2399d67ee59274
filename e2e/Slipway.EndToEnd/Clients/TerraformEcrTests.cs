using System.Text.Json;
using System.Text.RegularExpressions;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>
/// Terraform's AWS provider makes everything of ECR that it knows, with keys of KMS, finds it again, changes, imports and
/// destroys it; its data sources tell what is there, images too.
/// </summary>
public sealed partial class TerraformEcrTests : IAsyncLifetime
{
    private const int Resources = 24, Imported = 16;

    // Of its own: a registry has one policy and one replication.
    private readonly ServerProgram server = new();
    private readonly Terraform terraform;

    public TerraformEcrTests() => terraform = new(server);

    public async ValueTask InitializeAsync()
    {
        Terraform.Require();
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        terraform.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Everything_of_ECR_is_made_changed_imported_and_destroyed()
    {
        terraform.Add("ecr");
        (await terraform.RunAsync("init")).Succeeds();
        Assert.Contains($"{Resources} added, 0 changed, 0 destroyed", await ApplyAsync("web"), StringComparison.Ordinal);
        await IsUnchangedAsync("web");
        await SeesWhatWasMadeAsync();

        // The provider replaces lifecycle policies and values of secrets instead of changing them.
        Assert.Matches("3 added, [1-9][0-9]* changed, 3 destroyed", await ApplyAsync("ops"));
        await IsUnchangedAsync("ops");

        using var client = new Client(server.Url);
        await SeesImagesAsync(client);

        (await terraform.RunAsync(["state", "rm", .. ImportedAddresses()])).Succeeds();
        terraform.Add("ecr-import");
        Assert.Contains($"{Imported} imported, 0 added, 0 changed, 0 destroyed", await ApplyAsync("ops"), StringComparison.Ordinal);
        await IsUnchangedAsync("ops");

        // Only one of the two repositories with images may be destroyed with them.
        (await DestroyAsync()).FailsWith("RepositoryNotEmptyException");
        await client.Ecr("BatchDeleteImage", """{"repositoryName":"tf/plain","imageIds":[{"imageTag":"v1"}]}""");
        (await DestroyAsync()).Succeeds();
        Assert.Equal("""{"repositories":[]}""", (await client.Ecr("DescribeRepositories", "{}")).GetRawText());
    }

    private async Task<string> ApplyAsync(string team, params string[] more) =>
        (await terraform.RunAsync(["apply", "-auto-approve", "-var", $"team={team}", .. more])).Succeeds().Output;

    /// <summary>The plan is empty: the server says of everything what it was told.</summary>
    private async Task IsUnchangedAsync(string team, params string[] more) =>
        (await terraform.RunAsync(["plan", "-detailed-exitcode", "-var", $"team={team}", .. more])).Succeeds();

    private Task<ToolResult> DestroyAsync() => terraform.RunAsync("destroy", "-auto-approve", "-var", "team=ops");

    private async Task<JsonElement> SeenAsync() => (await terraform.RunAsync("output", "-json", "seen")).Succeeds().Json;

    private async Task SeesWhatWasMadeAsync()
    {
        var seen = await SeenAsync();
        foreach (var held in new[] { "alias", "cached", "key", "password", "role", "scan" }) Assert.True(seen.GetProperty(held).GetBoolean(), held);
        Assert.Matches("^arn:aws:kms:us-east-1:000000000000:key/[0-9a-f-]{36}$", seen.GetProperty("managed").GetString());
        Assert.Equal("IMMUTABLE", seen.GetProperty("mutability").GetString());
        Assert.Equal($"{server.Host}/tf/plain", seen.GetProperty("url").GetString());
        Assert.Equal($"http://{server.Host}", seen.GetProperty("proxy").GetString());
        Assert.Equal("web", seen.GetProperty("tags").GetProperty("team").GetString());
        Assert.Equal(["tf/managed", "tf/plain", "tf/sealed"], seen.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(("registry-1.docker.io", "web"), (seen.GetProperty("upstream").GetString(), seen.GetProperty("secret").GetString()));
        Assert.Equal("For web", seen.GetProperty("template").GetString());
        Assert.Equal(["PULL_THROUGH_CACHE"], seen.GetProperty("occasions").EnumerateArray().Select(occasion => occasion.GetString()));
    }

    private async Task SeesImagesAsync(Client client)
    {
        var image = SmallImage.Random(new('t'), layers: 1, layerSize: 500);
        Assert.True(await image.Push(client, "tf/plain", "v1"));
        Assert.True(await image.Push(client, "tf/sealed", "v1"));
        await ApplyAsync("ops", "-var", "pushed=true");
        await IsUnchangedAsync("ops", "-var", "pushed=true");
        var seen = await SeenAsync();
        Assert.Equal(image.Digest, seen.GetProperty("digest").GetString());
        Assert.Equal($"{server.Host}/tf/plain@{image.Digest}", seen.GetProperty("uri").GetString());
        Assert.Equal("v1", Assert.Single(seen.GetProperty("recent").EnumerateArray()).GetString());
        Assert.Equal(image.Layers[0].Length + image.Config.Length, seen.GetProperty("size").GetInt64());
    }

    private static string[] ImportedAddresses()
    {
        string[] addresses = [.. Address().Matches(File.ReadAllText(Path.Combine(Terraform.Configurations, "ecr-import/imports.tf"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(Imported, addresses.Length);
        return addresses;
    }

    [GeneratedRegex(@"^  to = (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
