using System.Net;
using Slipway.Tests.Ecr.Lifecycle;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Archiving;

public sealed class UpdateImageStorageClassTests : IAsyncDisposable
{
    private const string Web = "team/web";

    // Past the grace period of what pushes were told is there.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(30);

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_archived_is_not_offered_to_registry_clients_and_its_layers_say_why()
    {
        await app.CreateRepository(Web);
        var subject = await app.PushImage(Web, "v1", 1);
        List<string> signatures = [];
        for (var i = 2; i < 5; i++)
        {
            var manifest = (await app.PushLayers(Web, i)).TrimEnd()[..^1] + $$""","subject":{"mediaType":"{{RegistryRequests.OciManifest}}","digest":"{{subject}}","size":10} }""";
            signatures.Add(await app.PushManifest(Web, null, manifest, RegistryRequests.OciManifest));
        }

        (await UpdateByDigestAsync(signatures[1], "ARCHIVE")).Expect(HttpStatusCode.OK);
        using (var answer = await app.Get($"/v2/{Web}/referrers/{subject}"))
        {
            var listed = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("manifests").EnumerateArray().Select(each => each.GetProperty("digest").GetString()!);
            Assert.Equal(new[] { signatures[0], signatures[2] }.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        }

        var layer = RegistryRequests.DigestOf(RegistryRequests.RandomBytes(3, 1024 + 3));
        var refused = await app.Ecr("GetDownloadUrlForLayer", $$"""{"repositoryName":"{{Web}}","layerDigest":"{{layer}}"}""");
        refused.IsRefused(
            "LayerInaccessibleException",
            $"The layer with digest {layer} within the repository with name '{Web}' in the registry with id '000000000000' is not available because every image that it is associated with is archived");
    }

    [Fact]
    public async Task An_archived_image_is_not_pulled_and_comes_back_with_the_same_bytes()
    {
        await app.CreateRepository(Web);
        var layer = RegistryRequests.RandomBytes(1, 3_000_000);
        var digest = await PushAsync("v1", layer);
        var answer = (await UpdateAsync("v1", "ARCHIVE")).Expect(HttpStatusCode.OK);
        Assert.Equal(("ARCHIVED", digest), (answer["imageStatus"].GetString(), answer["imageId.imageDigest"].GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await PullAsync("v1"));
        Assert.Equal(HttpStatusCode.NotFound, await PullAsync(digest));
        Assert.Equal("ARCHIVED", await AvailabilityAsync(layer));

        await FrozenAsync(layer);
        Assert.Equal("ARCHIVED", await AvailabilityAsync(layer));
        Assert.Equal("ACTIVATING", (await UpdateAsync("v1", "STANDARD")).Expect(HttpStatusCode.OK)["imageStatus"].GetString());
        await app.Eventually(async () => await PullAsync("v1") == HttpStatusCode.OK, () => app.Clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(layer, await ReadLayerAsync(layer));
        var detail = (await app.Ecr("DescribeImages", $$"""{"repositoryName":"{{Web}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("ACTIVE", detail["imageDetails.0.imageStatus"].GetString());
        Assert.True(detail["imageDetails.0.lastArchivedAt"].GetDouble() < detail["imageDetails.0.lastActivatedAt"].GetDouble());
    }

    [Fact]
    public async Task An_archive_of_layers_that_are_alike_takes_little_more_than_one_of_them()
    {
        await app.CreateRepository(Web);
        var first = RegistryRequests.RandomBytes(1, 8_000_000);
        byte[] second = [.. first.AsSpan(0, 4_000_000), 1, 2, 3, .. first.AsSpan(4_000_000)];
        await PushAsync("v1", first);
        await PushAsync("v2", second);
        await UpdateAsync("v1", "ARCHIVE");
        await FrozenAsync(first);
        var one = SizeOfBlobs();
        await UpdateAsync("v2", "ARCHIVE");
        await FrozenAsync(second);
        Assert.InRange(SizeOfBlobs() - one, -9_000_000, -5_000_000);
        await UpdateAsync("v2", "STANDARD");
        await app.Eventually(async () => await PullAsync("v2") == HttpStatusCode.OK, () => app.Clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(second, await ReadLayerAsync(second));
    }

    [Fact]
    public async Task What_compresses_is_compressed()
    {
        await app.CreateRepository(Web);
        var text = RegistryRequests.Bytes(string.Concat(Enumerable.Range(0, 60_000).Select(line => $"{line}: all work and no play\n")));
        await PushAsync("v1", text);
        var before = SizeOfBlobs();
        await UpdateAsync("v1", "ARCHIVE");
        await FrozenAsync(text);
        Assert.InRange(SizeOfBlobs(), 1, before / 3);
    }

    [Fact]
    public async Task A_layer_that_an_active_image_needs_stays_where_it_is()
    {
        await app.CreateRepository(Web);
        var shared = RegistryRequests.RandomBytes(1, 300_000);
        await PushAsync("v1", shared);
        await app.PushBlob(Web, Other);
        await app.PushManifest(Web, "v2", Manifests.Image(RegistryRequests.DigestOf(Other), RegistryRequests.DigestOf(shared)), RegistryRequests.OciManifest);
        await UpdateAsync("v1", "ARCHIVE");
        Assert.Equal("AVAILABLE", await AvailabilityAsync(shared));
        for (var pass = 0; pass < 3; pass++)
        {
            app.Clock.Advance(Grace);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        app.Logout();
        Assert.Equal(HttpStatusCode.OK, await PullAsync("v2"));
        Assert.Equal(shared, await ReadLayerAsync(shared));
    }

    [Fact]
    public async Task Pushing_an_archived_image_again_brings_it_back_at_once_with_all_its_tags()
    {
        await app.CreateRepository(Web);
        var layer = RegistryRequests.RandomBytes(1, 300_000);
        var digest = await PushAsync("v1", layer);
        await PushAsync("latest", layer);
        await UpdateAsync("v1", "ARCHIVE");
        Assert.Equal(HttpStatusCode.NotFound, await PullAsync("latest"));
        await FrozenAsync(layer);
        // Its layer is asked for, is not there, and is pushed again.
        using (var manifest = await app.Put($"/v2/{Web}/manifests/v1", RegistryRequests.Bytes(ManifestOf(layer)), RegistryRequests.OciManifest))
            Assert.Equal(HttpStatusCode.NotFound, manifest.StatusCode);
        Assert.Equal(digest, await PushAsync("v1", layer));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await PullAsync("v1"), await PullAsync("latest")));
        Assert.Equal(layer, await ReadLayerAsync(layer));
    }

    [Fact]
    public async Task An_index_goes_and_comes_with_its_children()
    {
        await app.CreateRepository(Web);
        var layer = RegistryRequests.RandomBytes(1, 200_000);
        var child = await PushAsync(null, layer);
        var index = await app.PushManifest(Web, "multi", Manifests.Index((child, RegistryRequests.Bytes(ManifestOf(layer)).Length)), RegistryRequests.OciIndex);
        Assert.Equal("ImageStorageClassUpdateNotSupportedException", (await UpdateByDigestAsync(child, "ARCHIVE")).Error);
        (await UpdateAsync("multi", "ARCHIVE")).Expect(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (await PullAsync(index), await PullAsync(child)));
        await FrozenAsync(layer);
        (await UpdateByDigestAsync(index, "STANDARD")).Expect(HttpStatusCode.OK);
        await app.Eventually(async () => await PullAsync("multi") == HttpStatusCode.OK, () => app.Clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(HttpStatusCode.OK, await PullAsync(child));
    }

    [Fact]
    public async Task An_image_on_its_way_back_is_still_on_it_after_a_restart()
    {
        await app.CreateRepository(Web);
        var layer = RegistryRequests.RandomBytes(1, 300_000);
        await PushAsync("v1", layer);
        await UpdateAsync("v1", "ARCHIVE");
        await FrozenAsync(layer);
        await UpdateAsync("v1", "STANDARD");
        await app.Restart();
        await app.Eventually(async () => await PullAsync("v1") == HttpStatusCode.OK, () => app.Clock.Advance(TimeSpan.FromSeconds(5)));
        Assert.Equal(layer, await ReadLayerAsync(layer));
    }

    [Fact]
    public async Task An_archived_image_that_is_deleted_frees_its_pack()
    {
        await app.CreateRepository(Web);
        var layer = RegistryRequests.RandomBytes(1, 900_000);
        await PushAsync("v1", layer);
        await UpdateAsync("v1", "ARCHIVE");
        await FrozenAsync(layer);
        (await app.Ecr("BatchDeleteImage", $$"""{"repositoryName":"{{Web}}","imageIds":[{"imageTag":"v1"}]}""")).Expect(HttpStatusCode.OK);
        await app.Eventually(() => Task.FromResult(SizeOfBlobs() == 0), () => app.Clock.Advance(Grace));
    }

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("ARCHIVE")]
    public async Task A_class_that_it_has_already_is_refused(string storageClass)
    {
        await app.CreateRepository(Web);
        await app.PushImage(Web, "v1", 1);
        if (storageClass == "ARCHIVE") (await UpdateAsync("v1", "ARCHIVE")).Expect(HttpStatusCode.OK);
        (await UpdateAsync("v1", storageClass)).IsRefused(
            400, "ImageStorageClassUpdateNotSupportedException",
            $"The storage class of the image with digest '{(await app.Ecr("ListImages", $$"""{"repositoryName":"{{Web}}","filter":{"imageStatus":"ANY"} }"""))["imageIds.0.imageDigest"].GetString()}' cannot be updated: it is in {storageClass} already, or on its way there");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_found()
    {
        await app.CreateRepository(Web);
        Assert.Equal("ImageNotFoundException", (await UpdateAsync("absent", "ARCHIVE")).Error);
    }

    private async Task<string> PushAsync(string? tag, byte[] layer)
    {
        await app.PushBlob(Web, Config);
        using (var known = await app.Head($"/v2/{Web}/blobs/{RegistryRequests.DigestOf(layer)}"))
        {
            if (known.StatusCode == HttpStatusCode.NotFound) await app.PushBlob(Web, layer);
        }

        return await app.PushManifest(Web, tag, ManifestOf(layer), RegistryRequests.OciManifest);
    }

    private static byte[] Config => RegistryRequests.Bytes("{}");

    private static byte[] Other => RegistryRequests.Bytes("[]");

    private static string ManifestOf(byte[] layer) => Manifests.Image(RegistryRequests.DigestOf(Config), RegistryRequests.DigestOf(layer));

    private Task<AwsAnswer> UpdateAsync(string tag, string storageClass) =>
        app.Ecr("UpdateImageStorageClass", $$"""{"repositoryName":"{{Web}}","imageId":{"imageTag":"{{tag}}"},"targetStorageClass":"{{storageClass}}"}""");

    private Task<AwsAnswer> UpdateByDigestAsync(string digest, string storageClass) =>
        app.Ecr("UpdateImageStorageClass", $$"""{"repositoryName":"{{Web}}","imageId":{"imageDigest":"{{digest}}"},"targetStorageClass":"{{storageClass}}"}""");

    private async Task<HttpStatusCode> PullAsync(string reference)
    {
        using var answer = await app.Get($"/v2/{Web}/manifests/{reference}");
        return answer.StatusCode;
    }

    private async Task<byte[]> ReadLayerAsync(byte[] layer)
    {
        using var answer = await app.Get($"/v2/{Web}/blobs/{RegistryRequests.DigestOf(layer)}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> AvailabilityAsync(byte[] layer) =>
        (await app.Ecr("BatchCheckLayerAvailability", $$"""{"repositoryName":"{{Web}}","layerDigests":["{{RegistryRequests.DigestOf(layer)}}"]}"""))["layers.0.layerAvailability"].GetString()!;

    /// <summary>Waits until the file of a layer is gone. Tokens do not live that long.</summary>
    private async Task FrozenAsync(byte[] layer)
    {
        await app.Eventually(() => Task.FromResult(Files().All(file => file.Name != RegistryRequests.DigestOf(layer)[7..])), () => app.Clock.Advance(Grace));
        app.Logout();
    }

    private long SizeOfBlobs() => Files().Sum(file => file.Exists ? file.Length : 0);

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(app.DataFolder).EnumerateDirectories()
        .Where(folder => folder.Name is "sealed" or "blobs").SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories));
}
