using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Ecr.Quotas;

/// <summary>PutStorageQuota, DeleteStorageQuota and ListStorageQuotas, and the pushes that quotas refuse.</summary>
public sealed class StorageQuotaTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_quota_is_put_listed_and_lifted()
    {
        foreach (var name in new[] { "web", "api", "free" }) await app.CreateRepository(name);
        await app.PushBlob("web", new byte[40]);
        var put = await Put("""{"repositoryName":"web","maxBytes":100}""");
        Assert.Equal("""{"storageQuota":{"registryId":"000000000000","repositoryName":"web","maxBytes":100,"heldBytes":40}}""", put.Body);
        await Put("""{"repositoryName":"api","maxBytes":0}""");
        await Put("""{"maxBytes":9223372036854775807}""");
        await app.Restart();
        var listed = (await app.Slipway("ListStorageQuotas", """{"maxResults":1}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """[{"registryId":"000000000000","maxBytes":9223372036854775807,"heldBytes":40},{"registryId":"000000000000","repositoryName":"api","maxBytes":0,"heldBytes":0}]""",
            listed["storageQuotas"].GetRawText());
        var rest = (await app.Slipway("ListStorageQuotas", $$"""{"nextToken":"{{listed["nextToken"]}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("web", Assert.Single(rest["storageQuotas"].EnumerateArray()).GetProperty("repositoryName").GetString());
        Assert.Equal("InvalidParameterException", (await app.Slipway("ListStorageQuotas", """{"nextToken":"x"}""")).Error);

        var lifted = (await app.Slipway("DeleteStorageQuota", """{"repositoryName":"web"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(100, lifted["storageQuota.maxBytes"].GetInt64());
        (await app.Slipway("DeleteStorageQuota", """{"repositoryName":"web"}""")).IsRefused(
            "StorageQuotaNotFoundException", "The repository with name 'web' in the registry with id '000000000000' has no storage quota");
        (await app.Slipway("DeleteStorageQuota", "{}")).Expect(HttpStatusCode.OK);
        (await app.Slipway("DeleteStorageQuota", "{}")).IsRefused("StorageQuotaNotFoundException", "The registry with id '000000000000' has no storage quota");
        Assert.Equal("RepositoryNotFoundException", (await app.Slipway("PutStorageQuota", """{"repositoryName":"none","maxBytes":1}""")).Error);
        Assert.Equal("InvalidParameterException", (await app.Slipway("PutStorageQuota", """{"repositoryName":"web","maxBytes":-1}""")).Error);
    }

    [Fact]
    public async Task An_upload_that_announces_too_much_is_refused_before_it_is_taken()
    {
        await app.CreateRepository("web");
        await Put("""{"repositoryName":"web","maxBytes":100}""");
        using var opened = await app.Post("/v2/web/blobs/uploads/", []);
        var location = opened.Headers.Location!.ToString();
        using var chunk = await app.Send(HttpMethod.Patch, location, new byte[101], "application/octet-stream");
        await IsDenied(chunk, "The storage quota of 100 bytes of the repository with name 'web' in the registry with id '000000000000' leaves no room for 101 more bytes: 0 bytes are held");
        using var whole = await app.Post($"/v2/web/blobs/uploads/?digest={RegistryRequests.DigestOf(new byte[101])}", new byte[101]);
        await IsDenied(whole, "leaves no room for 101 more bytes");
        using var fits = await app.Put($"{location}?digest={RegistryRequests.DigestOf(new byte[100])}", new byte[100], "application/octet-stream");
        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        using var full = await app.Post("/v2/web/blobs/uploads/", []);
        await IsDenied(full, "leaves no room for 1 more bytes: 100 bytes are held");
    }

    [Fact]
    public async Task An_upload_that_announces_nothing_is_refused_when_it_ends()
    {
        await app.CreateRepository("web");
        await Put("""{"repositoryName":"web","maxBytes":100}""");
        using var opened = await app.Post("/v2/web/blobs/uploads/", []);
        var location = opened.Headers.Location!.ToString();
        using var chunk = await app.Registry(new(HttpMethod.Patch, location) { Content = new StreamContent(new Unseekable(new byte[150])), Headers = { TransferEncodingChunked = true } });
        Assert.Equal(HttpStatusCode.Accepted, chunk.StatusCode);
        using var ended = await app.Put($"{location}?digest={RegistryRequests.DigestOf(new byte[150])}", [], "application/octet-stream");
        await IsDenied(ended, "leaves no room for 150 more bytes: 0 bytes are held");
        using var found = await app.Head($"/v2/web/blobs/{RegistryRequests.DigestOf(new byte[150])}");
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task Manifests_and_mounts_count_too()
    {
        await app.CreateRepository("web");
        await app.CreateRepository("other");
        var manifest = await app.PushLayers("web", seed: 1);
        var held = (await Put("""{"repositoryName":"web","maxBytes":0}"""))["storageQuota.heldBytes"].GetInt64();
        await Put($$"""{"repositoryName":"web","maxBytes":{{held + 10}}}""");
        using var refused = await app.Put("/v2/web/manifests/one", RegistryRequests.Bytes(manifest), RegistryRequests.OciManifest);
        await IsDenied(refused, "The storage quota of");
        Assert.Equal("LimitExceededException", (await app.PutImage("web", manifest, "one")).Error);
        await Put("""{"repositoryName":"other","maxBytes":10}""");
        using var mount = await app.Post($"/v2/other/blobs/uploads/?mount={RegistryRequests.DigestOf(RegistryRequests.RandomBytes(1, 1025))}&from=web", []);
        await IsDenied(mount, "of the repository with name 'other'");
        await Put($$"""{"repositoryName":"web","maxBytes":{{held + RegistryRequests.Bytes(manifest).Length}}}""");
        await app.PushManifest("web", "one", manifest, RegistryRequests.OciManifest);
        // Everything is there: pushing it again takes nothing more.
        await app.PushManifest("web", "one", manifest, RegistryRequests.OciManifest);
        await app.PushManifest("web", "two", manifest, RegistryRequests.OciManifest);
    }

    [Fact]
    public async Task The_api_refuses_with_its_own_words_for_limits()
    {
        await app.CreateRepository("web");
        await Put("""{"repositoryName":"web","maxBytes":10}""");
        var upload = await app.InitiateUpload("web");
        var refused = await app.UploadPart("web", upload, 0, new byte[11]);
        refused.IsRefused(
            "LimitExceededException",
            "The storage quota of 10 bytes of the repository with name 'web' in the registry with id '000000000000' leaves no room for 11 more bytes: 0 bytes are held");
        (await app.UploadPart("web", upload, 0, new byte[10])).Expect(HttpStatusCode.OK);
        await Put("""{"repositoryName":"web","maxBytes":9}""");
        Assert.Equal("LimitExceededException", (await app.CompleteUpload("web", upload, RegistryRequests.DigestOf(new byte[10]))).Error);
        await Put("""{"repositoryName":"web","maxBytes":10}""");
        (await app.CompleteUpload("web", upload, RegistryRequests.DigestOf(new byte[10]))).Expect(HttpStatusCode.OK);
        Assert.Equal("LimitExceededException", (await app.Ecr("InitiateLayerUpload", """{"repositoryName":"web"}""")).Error);
    }

    [Fact]
    public async Task Parallel_pushes_do_not_exceed_a_registrys_quota_together()
    {
        foreach (var name in new[] { "aa", "bb" }) await app.CreateRepository(name);
        await Put("""{"maxBytes":1000}""");
        var pushes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            var bytes = RegistryRequests.RandomBytes(number, 100);
            using var push = await app.Post($"/v2/{(number % 2 == 0 ? "aa" : "bb")}/blobs/uploads/?digest={RegistryRequests.DigestOf(bytes)}", bytes);
            return push.StatusCode;
        }));
        Assert.Equal((10, 14), (pushes.Count(status => status is HttpStatusCode.Created), pushes.Count(status => status is HttpStatusCode.Forbidden)));
        Assert.Equal(1000, (await Put("""{"maxBytes":1000}"""))["storageQuota.heldBytes"].GetInt64());
    }

    [Fact]
    public async Task A_deleted_layer_makes_room()
    {
        await app.CreateRepository("web");
        await Put("""{"repositoryName":"web","maxBytes":100}""");
        var digest = await app.PushBlob("web", new byte[100]);
        using var deleted = await app.Delete($"/v2/web/blobs/{digest}");
        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        await app.PushBlob("web", new byte[99]);
    }

    private async Task<AwsAnswer> Put(string json) => (await app.Slipway("PutStorageQuota", json)).Expect(HttpStatusCode.OK);

    private static async Task IsDenied(HttpResponseMessage answer, string sentence)
    {
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{answer.StatusCode} {body}");
        Assert.Contains("\"DENIED\"", body, StringComparison.Ordinal);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    /// <summary>Has no length that a client could announce.</summary>
    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
