using System.Text.Json;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>
/// Terraform's AWS provider makes everything of ECR that it knows, with keys of KMS, finds it again, changes, imports and
/// destroys it; its data sources tell what is there, images too.
/// </summary>
public sealed class TerraformEcrTests
{
    private const int Resources = 24;

    [Fact]
    public async Task Everything_of_ECR_is_made_changed_imported_and_destroyed()
    {
        await using var terraform = await Terraform.StartAsync("ecr", []);
        await terraform.MakesAsync(Resources);
        SeesWhatWasMade(await terraform.SeenAsync(), terraform.Server.Host);
        // The provider replaces lifecycle policies and values of secrets instead of changing them.
        await terraform.ChangesAsync(replaced: 3);
        using var client = new Client(terraform.Server.Url);
        await SeesImagesAsync(terraform, client);
        await terraform.ImportsAsync();

        // Only one of the two repositories with images may be destroyed with them.
        (await terraform.DestroyAsync()).FailsWith("RepositoryNotEmptyException");
        await client.Ecr("BatchDeleteImage", """{"repositoryName":"tf/plain","imageIds":[{"imageTag":"v1"}]}""");
        (await terraform.DestroyAsync()).Succeeds();
        Assert.Equal("""{"repositories":[]}""", (await client.Ecr("DescribeRepositories", "{}")).GetRawText());
    }

    private static void SeesWhatWasMade(JsonElement seen, string host)
    {
        foreach (var held in new[] { "alias", "cached", "key", "password", "role", "scan" }) Assert.True(seen.GetProperty(held).GetBoolean(), held);
        Assert.Matches("^arn:aws:kms:us-east-1:000000000000:key/[0-9a-f-]{36}$", seen.GetProperty("managed").GetString());
        Assert.Equal("IMMUTABLE", seen.GetProperty("mutability").GetString());
        Assert.Equal($"{host}/tf/plain", seen.GetProperty("url").GetString());
        Assert.Equal($"http://{host}", seen.GetProperty("proxy").GetString());
        Assert.Equal("web", seen.GetProperty("tags").GetProperty("team").GetString());
        Assert.Equal(["tf/managed", "tf/plain", "tf/sealed"], seen.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(("registry-1.docker.io", "web"), (seen.GetProperty("upstream").GetString(), seen.GetProperty("secret").GetString()));
        Assert.Equal("For web", seen.GetProperty("template").GetString());
        Assert.Equal(["PULL_THROUGH_CACHE"], seen.GetProperty("occasions").EnumerateArray().Select(occasion => occasion.GetString()));
    }

    private static async Task SeesImagesAsync(Terraform terraform, Client client)
    {
        var image = SmallImage.Random(new('t'), layers: 1, layerSize: 500);
        Assert.True(await image.Push(client, "tf/plain", "v1"));
        Assert.True(await image.Push(client, "tf/sealed", "v1"));
        await terraform.ApplyAsync("ops", "pushed=true");
        await terraform.IsUnchangedAsync("ops", "pushed=true");
        var seen = await terraform.SeenAsync();
        Assert.Equal(image.Digest, seen.GetProperty("digest").GetString());
        Assert.Equal($"{terraform.Server.Host}/tf/plain@{image.Digest}", seen.GetProperty("uri").GetString());
        Assert.Equal("v1", Assert.Single(seen.GetProperty("recent").EnumerateArray()).GetString());
        Assert.Equal(image.Layers[0].Length + image.Config.Length, seen.GetProperty("size").GetInt64());
    }
}
