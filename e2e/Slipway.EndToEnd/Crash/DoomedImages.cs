using System.Net;
using System.Text;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Crash;

internal sealed class DoomedImages(Client client) : Doomed(client)
{
    private const string Repository = "crash/expiry";

    private readonly SmallImage image = SmallImage.Random(new(5), layers: 1, layerSize: 300);

    protected override (string Table, string Column, string Key) Row => ("recycled_image", "expires_at", "digest");

    protected override async Task BeginAsync()
    {
        await Client.CreateRepository(Repository);
        await Client.Call("slipway", "PutRecycleBinConfiguration", """{"retentionDays":7}""");
        Assert.True(await image.Push(Client, Repository, "first"));
    }

    /// <summary>Another manifest over the same layer.</summary>
    protected override async Task<string> MakeOneAsync(int number)
    {
        var manifest = Encoding.UTF8.GetString(image.Manifest);
        var (status, digest) = await Client.PutManifest(Repository, $"t{number}", Encoding.UTF8.GetBytes(manifest[..^1] + $",\"annotations\":{{\"number\":\"{number}\"}}}}"));
        Assert.Equal(HttpStatusCode.Created, status);
        return digest;
    }

    // After its time an image is refused, also while its row is there.
    public override bool CanBeSaved => false;

    public override Task DeleteAsync(string name, bool isAgain) =>
        DeleteAsync("ecr", "BatchDeleteImage", $$"""{"repositoryName":"{{Repository}}","imageIds":[{"imageDigest":"{{name}}"}]}""", isAgain);

    public override Task<HashSet<string>> ListAsync() => ListAsync(
        "slipway", "ListRecycledImages", $"\"repositoryName\":\"{Repository}\",\"maxResults\":1000", ("recycledImages", "imageDigest", "nextToken", "nextToken"));

    public override async Task RestoreAsync(string name)
    {
        await Client.Call("slipway", "RestoreImage", Of(name));
        await Client.PullAndCheck(Repository, name);
    }

    public override async Task IsGoneAsync(string name)
    {
        await RefusesAsync("slipway", "RestoreImage", Of(name), "ImageNotFoundException");
        Assert.Equal(HttpStatusCode.NotFound, await Client.StatusOf(HttpMethod.Get, $"/v2/{Repository}/manifests/{name}"));
    }

    private static string Of(string digest) => $$"""{"repositoryName":"{{Repository}}","imageDigest":"{{digest}}"}""";
}
