using System.Net;
using Slipway.Registry;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.RecycleBin;

/// <summary>
/// PutRecycleBinConfiguration, GetRecycleBinConfiguration, ListRecycledImages, RestoreImage and PurgeRecycledImage, with the
/// collector going by.
/// </summary>
public sealed class RecycleBinTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_keeps_nothing_until_somebody_says_so_and_says_for_whom()
    {
        await app.CreateRepository("web");
        Assert.Equal("""{"recycleBinConfiguration":{"registryId":"000000000000","retentionDays":0}}""", (await Configuration("{}")).Body);
        Assert.Equal("""{"recycleBinConfiguration":{"registryId":"000000000000","repositoryName":"web","retentionDays":0,"isInherited":true}}""", (await Configuration("""{"repositoryName":"web"}""")).Body);
        await Configure("""{"retentionDays":30}""");
        await app.Restart();
        Assert.Equal((30, true), await Of("web"));
        await Configure("""{"repositoryName":"web","retentionDays":2}""");
        Assert.Equal((2, false), await Of("web"));
        await Configure("""{"repositoryName":"web"}""");
        Assert.Equal((30, true), await Of("web"));
        foreach (var wrong in new[] { """{"retentionDays":366}""", """{"retentionDays":-1}""", "{}" })
            Assert.Equal("InvalidParameterException", (await app.Slipway("PutRecycleBinConfiguration", wrong)).Error);
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("PutRecycleBinConfiguration", """{"repositoryName":"none","retentionDays":1}""")).Error);
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("GetRecycleBinConfiguration", """{"repositoryName":"none"}""")).Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_image_can_be_restored_and_pulled_long_after_the_collector_came_by(bool isByApi)
    {
        await app.CreateRepository("web");
        await Configure("""{"retentionDays":30}""");
        var digest = await app.PushImage("web", "v1", 1);
        if (isByApi) (await app.Ecr("BatchDeleteImage", """{"repositoryName":"web","imageIds":[{"imageTag":"v1"}]}""")).Expect(HttpStatusCode.OK);
        else Assert.Equal(HttpStatusCode.Accepted, (await app.Delete($"/v2/web/manifests/{digest}")).StatusCode);
        using (var gone = await app.Get("/v2/web/manifests/v1")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var listed = Assert.Single((await Recycled())["recycledImages"].EnumerateArray());
        Assert.Equal((digest, "v1", "CLIENT"), (listed.GetProperty("imageDigest").GetString(), listed.GetProperty("imageTags")[0].GetString(), listed.GetProperty("deletedBy").GetString()));

        app.Clock.Advance(TimeSpan.FromDays(29));
        await (await app.Get<GarbageCollector>()).RunAsync(sweep: true, Ct);
        app.Logout();
        var restored = await Restore(digest);
        Assert.Equal($$"""{"restoredImages":[{"imageDigest":"{{digest}}","imageTags":["v1"]}]}""", restored.Body);
        using var manifest = await app.Get("/v2/web/manifests/v1");
        Assert.Equal(digest, manifest.Headers.GetValues("Docker-Content-Digest").Single());
        using var layer = await app.Get($"/v2/web/blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025))}");
        Assert.Equal(1025, (await layer.Content.ReadAsByteArrayAsync(Ct)).Length);
        Assert.Equal("ImageNotFoundException", (await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).Error);
    }

    [Fact]
    public async Task After_its_time_an_image_is_gone_with_its_layers()
    {
        await app.CreateRepository("web");
        await Configure("""{"repositoryName":"web","retentionDays":1}""");
        var digest = await app.PushImage("web", "v1", 1);
        await app.Delete($"/v2/web/manifests/{digest}");
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(11));
        (await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).IsRefused(
            "ImageNotFoundException", $"The image with digest '{digest}' is not in the recycle bin of the repository with name 'web' in the registry with id '000000000000'");
        // The worker runs beside the clock.
        for (var tries = 0; (await Recycled())["recycledImages"].GetArrayLength() > 0; tries++)
        {
            Assert.True(tries < 500);
            await Task.Delay(10, Ct);
        }

        await (await app.Get<GarbageCollector>()).RunAsync(sweep: false, Ct);
        app.Logout();
        using var layer = await app.Head($"/v2/web/blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025))}");
        Assert.Equal(HttpStatusCode.NotFound, layer.StatusCode);
    }

    [Fact]
    public async Task What_ran_out_while_the_server_was_down_goes_soon_after_its_start()
    {
        await app.CreateRepository("web");
        await Configure("""{"repositoryName":"web","retentionDays":1}""");
        await app.Delete($"/v2/web/manifests/{await app.PushImage("web", "v1", 1)}");
        await app.StopAsync();
        app.Clock.Advance(TimeSpan.FromDays(1));
        // Seconds, and not a whole period.
        for (var tries = 0; (await Recycled())["recycledImages"].GetArrayLength() > 0; tries++)
        {
            Assert.True(tries < 60);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Ct);
        }
    }

    [Fact]
    public async Task A_purged_image_is_gone_at_once()
    {
        await app.CreateRepository("web");
        await Configure("""{"retentionDays":30}""");
        var digest = await app.PushImage("web", "v1", 1);
        await app.Delete($"/v2/web/manifests/{digest}");
        (await app.Slipway("PurgeRecycledImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("ImageNotFoundException", (await app.Slipway("PurgeRecycledImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).Error);
        Assert.Equal("ImageNotFoundException", (await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).Error);
        Assert.Equal("ImageNotFoundException", (await app.Slipway("RestoreImage", """{"repositoryName":"web","imageDigest":"md5:00"}""")).Error);
    }

    [Fact]
    public async Task A_tag_that_is_taken_is_reported_and_stays()
    {
        await app.CreateRepository("web");
        await Configure("""{"retentionDays":30}""");
        var digest = await app.PushImage("web", "v1", 1);
        await app.Delete($"/v2/web/manifests/{digest}");
        var other = await app.PushImage("web", "v1", 2);
        Assert.Equal($$"""{"restoredImages":[{"imageDigest":"{{digest}}","takenTags":["v1"]}]}""", (await Restore(digest)).Body);
        using var manifest = await app.Get("/v2/web/manifests/v1");
        Assert.Equal(other, manifest.Headers.GetValues("Docker-Content-Digest").Single());
    }

    [Fact]
    public async Task Pages_of_the_bin_follow_each_other()
    {
        await app.CreateRepository("web");
        await Configure("""{"retentionDays":30}""");
        for (var seed = 1; seed <= 3; seed++) await app.Delete($"/v2/web/manifests/{await app.PushImage("web", $"v{seed}", seed)}");
        var first = (await app.Slipway("ListRecycledImages", """{"repositoryName":"web","maxResults":2}""")).Expect(HttpStatusCode.OK);
        var second = (await app.Slipway("ListRecycledImages", $$"""{"repositoryName":"web","nextToken":"{{first["nextToken"]}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((2, 1), (first["recycledImages"].GetArrayLength(), second["recycledImages"].GetArrayLength()));
        Assert.Equal("InvalidParameterException", (await app.Slipway("ListRecycledImages", """{"repositoryName":"web","nextToken":"x"}""")).Error);
    }

    [Fact]
    public async Task Restoring_deleting_and_collecting_side_by_side_lose_no_layer_of_an_image_that_is_there()
    {
        await app.CreateRepository("web");
        await Configure("""{"retentionDays":30}""");
        var digests = new List<string>();
        for (var seed = 1; seed <= 6; seed++) digests.Add(await app.PushImage("web", $"v{seed}", seed));
        app.Clock.Advance(TimeSpan.FromDays(3));
        app.Logout();
        await app.Token();
        var collector = await app.Get<GarbageCollector>();
        using var done = new CancellationTokenSource();
        var collecting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await collector.RunAsync(sweep: false, Ct);
        }, Ct);
        await Task.WhenAll(digests.Select(digest => Task.Run(async () =>
        {
            for (var round = 0; round < 8; round++)
            {
                await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"web","imageIds":[{"imageDigest":"{{digest}}"}]}""");
                await Task.WhenAll(Restore(digest), app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}"""));
            }
        }, Ct)));
        await done.CancelAsync();
        await collecting;
        app.Clock.Advance(TimeSpan.FromDays(3));
        app.Logout();
        await collector.RunAsync(sweep: true, Ct);
        for (var seed = 1; seed <= 6; seed++)
        {
            using var manifest = await app.Get($"/v2/web/manifests/v{seed}");
            Assert.Equal(digests[seed - 1], manifest.Headers.GetValues("Docker-Content-Digest").Single());
            using var layer = await app.Head($"/v2/web/blobs/{RegistryRequests.DigestOf(RegistryRequests.RandomBytes(seed, 1024 + seed))}");
            Assert.Equal(HttpStatusCode.OK, layer.StatusCode);
        }

        List<string> findings = [];
        await (await app.Get<Verifier>()).RunAsync(findings.Add, Ct);
        Assert.Empty(findings);

        // Of two who restore the same image at once, one may come late.
        async Task Restore(string digest)
        {
            var answer = await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""");
            Assert.True(answer.Status == 200 || answer.Error == "ImageNotFoundException", answer.Body);
        }
    }

    private async Task<(int, bool)> Of(string repository)
    {
        var answer = await Configuration($$"""{"repositoryName":"{{repository}}"}""");
        return (answer["recycleBinConfiguration.retentionDays"].GetInt32(), answer["recycleBinConfiguration.isInherited"].GetBoolean());
    }

    private async Task<AwsAnswer> Configuration(string json) => (await app.Slipway("GetRecycleBinConfiguration", json)).Expect(HttpStatusCode.OK);

    private async Task Configure(string json) => (await app.Slipway("PutRecycleBinConfiguration", json)).Expect(HttpStatusCode.OK);

    private async Task<AwsAnswer> Recycled() => (await app.Slipway("ListRecycledImages", """{"repositoryName":"web"}""")).Expect(HttpStatusCode.OK);

    private async Task<AwsAnswer> Restore(string digest) =>
        (await app.Slipway("RestoreImage", $$"""{"repositoryName":"web","imageDigest":"{{digest}}"}""")).Expect(HttpStatusCode.OK);
}
