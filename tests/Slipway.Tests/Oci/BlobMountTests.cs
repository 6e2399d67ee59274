using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Mounting a blob from another repository": end-11.</summary>
public sealed class BlobMountTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "The response to a successful mount MUST be 201 Created, and MUST contain" the blob's Location.
    [Fact]
    public async Task A_blob_of_a_named_repository_is_mounted()
    {
        var (source, target, content) = (await registry.NewRepository(), await registry.NewRepository(), RandomBytes(1, 700));
        var digest = await app.PushBlob(source, content);
        using var mounted = await app.Post($"/v2/{target}/blobs/uploads/?mount={digest}&from={source}", []).Expect(HttpStatusCode.Created);
        Assert.Equal(($"/v2/{target}/blobs/{digest}", digest), (mounted.Header("Location"), mounted.Header("Docker-Content-Digest")));
        using var pulled = await app.Get(mounted.Header("Location")!).Expect(HttpStatusCode.OK);
        Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
    }

    // "The registry MAY treat the from parameter as optional, and it MAY cross-mount the blob if it can be found."
    [Fact]
    public async Task A_blob_of_any_repository_is_mounted_without_from()
    {
        var (source, target) = (await registry.NewRepository(), await registry.NewRepository());
        var digest = await app.PushBlob(source, RandomBytes(2, 700));
        (await app.Post($"/v2/{target}/blobs/uploads/?mount={digest}", []).Expect(HttpStatusCode.Created)).Dispose();
        (await app.Head($"/v2/{target}/blobs/{digest}").Expect(HttpStatusCode.OK)).Dispose();
    }

    // "if a registry ... is unable to mount the requested blob, it SHOULD return a 202": an upload has begun.
    [Theory]
    [InlineData("&from=team/nowhere")]
    [InlineData("&from=NO%20NAME")]
    [InlineData("&from=..%2f..")]
    [InlineData("")]
    public async Task What_cannot_be_mounted_becomes_an_upload(string from)
    {
        var (target, content) = (await registry.NewRepository(), RandomBytes(3 + from.Length, 700));
        using var opened = await app.Post($"/v2/{target}/blobs/uploads/?mount={DigestOf(content)}{from}", []).Expect(HttpStatusCode.Accepted);
        (await app.Put(opened.Headers.Location!.ToString().And($"digest={DigestOf(content)}"), content, "application/octet-stream").Expect(HttpStatusCode.Created)).Dispose();
    }

    [Fact]
    public async Task A_blob_that_its_source_does_not_hold_becomes_an_upload()
    {
        var (source, other, target) = (await registry.NewRepository(), await registry.NewRepository(), await registry.NewRepository());
        var digest = await app.PushBlob(other, RandomBytes(30, 700));
        (await app.Post($"/v2/{target}/blobs/uploads/?mount={digest}&from={source}", []).Expect(HttpStatusCode.Accepted)).Dispose();
    }

    [Fact]
    public async Task A_mount_outlives_its_source()
    {
        var (source, target, content) = (await registry.NewRepository(), await registry.NewRepository(), RandomBytes(31, 700));
        var digest = await app.PushBlob(source, content);
        (await app.Post($"/v2/{target}/blobs/uploads/?mount={digest}&from={source}", []).Expect(HttpStatusCode.Created)).Dispose();
        (await app.Delete($"/v2/{source}/blobs/{digest}").Expect(HttpStatusCode.Accepted)).Dispose();
        using var pulled = await app.Get($"/v2/{target}/blobs/{digest}").Expect(HttpStatusCode.OK);
        Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_malformed_digest_is_refused()
    {
        using var answer = await app.Post($"/v2/{await registry.NewRepository()}/blobs/uploads/?mount=sha256:abc", []);
        await answer.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
    }
}
