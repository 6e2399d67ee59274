using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients.Cli;

/// <summary>The archive as a user types it.</summary>
public sealed class StorageClassTests : IClassFixture<OwnServer>
{
    private readonly ServerProgram server;
    private readonly AwsCli aws;

    public StorageClassTests(OwnServer own)
    {
        Tool.Require("aws");
        server = own.Program;
        aws = new(server);
    }

    [Fact]
    public async Task An_image_goes_to_the_archive_and_comes_back_whole()
    {
        await aws.Ecr("create-repository", "--repository-name", "cold/one");
        using var client = new Client(server.Url);
        var image = SmallImage.Random(new('a'), layers: 2, layerSize: 20_000);
        Assert.True(await image.Push(client, "cold/one", "v1"));

        Assert.Equal("ARCHIVED", await MoveAsync("ARCHIVE"));
        await aws.EcrFails("ImageStorageClassUpdateNotSupportedException", Update("ARCHIVE"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, await client.StatusOf(HttpMethod.Get, $"/v2/cold/one/manifests/{image.Digest}"));
        var archived = (await aws.Ecr("describe-images", "--repository-name", "cold/one", "--filter", "imageStatus=ARCHIVED")).GetProperty("imageDetails")[0];
        Assert.True(archived.TryGetProperty("lastArchivedAt", out _));
        Assert.Equal(0, (await aws.Ecr("describe-images", "--repository-name", "cold/one", "--filter", "imageStatus=ACTIVE")).GetProperty("imageDetails").GetArrayLength());

        Assert.Equal("ACTIVATING", await MoveAsync("STANDARD"));
        var status = "";
        for (var tries = 0; tries < 60 && status != "ACTIVE"; tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            status = (await aws.Ecr("describe-images", "--repository-name", "cold/one", "--filter", "imageStatus=ANY")).GetProperty("imageDetails")[0].GetProperty("imageStatus").GetString();
        }

        Assert.Equal("ACTIVE", status);
        await client.PullAndCheck("cold/one", image.Digest);
        await aws.EcrFails("ImageNotFoundException", "update-image-storage-class", "--repository-name", "cold/one", "--image-id", "imageTag=none", "--target-storage-class", "ARCHIVE");
    }

    private async Task<string?> MoveAsync(string storageClass) => (await aws.Ecr(Update(storageClass))).GetProperty("imageStatus").GetString();

    private static string[] Update(string storageClass) =>
        ["update-image-storage-class", "--repository-name", "cold/one", "--image-id", "imageTag=v1", "--target-storage-class", storageClass];
}
