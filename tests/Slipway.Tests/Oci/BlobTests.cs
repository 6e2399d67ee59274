using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Pulling blobs", "Checking if content exists in the registry", "Deleting Blobs": end-2 and end-10.</summary>
public sealed class BlobTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(3_000_000)]
    public async Task A_blob_that_is_there_MUST_answer_200_with_its_bytes_and_digest(int length)
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(1, length));
        var digest = await app.PushBlob(repository, content);
        using var answer = await app.Get($"/v2/{repository}/blobs/{digest}").Expect(HttpStatusCode.OK);
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(digest, answer.Header("Docker-Content-Digest"));
        Assert.Equal("application/octet-stream", answer.Header("Content-Type"));
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal("bytes", answer.Header("Accept-Ranges"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task HEAD_MUST_answer_200_with_length_and_digest_and_no_body()
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(2, 1234));
        using var answer = await app.Head($"/v2/{repository}/blobs/{digest}").Expect(HttpStatusCode.OK);
        Assert.Equal(("1234", digest), (answer.Header("Content-Length"), answer.Header("Docker-Content-Digest")));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task A_blob_that_is_not_there_MUST_answer_404(string method)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Registry(new(new HttpMethod(method), $"/v2/{repository}/blobs/{DigestOf([1, 2, 3])}"));
        await answer.Refused(HttpStatusCode.NotFound, "BLOB_UNKNOWN");
    }

    [Fact]
    public async Task A_blob_of_another_repository_is_not_there()
    {
        var (one, other) = (await registry.NewRepository(), await registry.NewRepository());
        var digest = await app.PushBlob(one, RandomBytes(3, 10));
        using var answer = await app.Head($"/v2/{other}/blobs/{digest}");
        await answer.Refused(HttpStatusCode.NotFound, "BLOB_UNKNOWN");
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("sha256:ABCDEF")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("latest")]
    public async Task A_malformed_digest_is_refused(string digest)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Get($"/v2/{repository}/blobs/{digest}");
        await answer.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
    }

    // "Registries SHOULD support the Range request header in accordance with RFC 9110."
    [Theory]
    [InlineData("bytes=500-1499", 500, 1000)]
    [InlineData("bytes=500-", 500, 1548)]
    [InlineData("bytes=-500", 1548, 500)]
    [InlineData("bytes=2000-5000", 2000, 48)]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=-9999", 0, 2048)]
    public async Task A_range_is_answered_with_206(string range, int first, int length)
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(4, 2048));
        var digest = await app.PushBlob(repository, content);
        using var answer = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/blobs/{digest}").With("Range", range));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {first}-{first + length - 1}/2048", answer.Header("Content-Range"));
        Assert.Equal(length, answer.Content.Headers.ContentLength);
        Assert.Equal(content[first..(first + length)], await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("bytes=5000-10000")]
    [InlineData("bytes=2048-")]
    [InlineData("bytes=500-0")]
    [InlineData("bytes=-0")]
    public async Task A_range_that_holds_no_byte_is_answered_with_416(string range)
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(4, 2048));
        using var answer = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/blobs/{digest}").With("Range", range));
        await answer.Refused(HttpStatusCode.RequestedRangeNotSatisfiable, "SIZE_INVALID");
        Assert.Equal("bytes */2048", answer.Header("Content-Range"));
    }

    [Theory]
    [InlineData("bytes=0-1,10-20")]
    [InlineData("pages=1-2")]
    public async Task Several_ranges_and_other_units_are_answered_whole(string range)
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(4, 2048));
        using var answer = await app.Registry(new HttpRequestMessage(HttpMethod.Get, $"/v2/{repository}/blobs/{digest}").With("Range", range));
        Assert.Equal((HttpStatusCode.OK, 2048L), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_range_for_other_content_is_answered_whole()
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(4, 2048));
        var path = $"/v2/{repository}/blobs/{digest}";
        using var other = await app.Registry(new HttpRequestMessage(HttpMethod.Get, path).With("Range", "bytes=0-9").With("If-Range", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var same = await app.Registry(new HttpRequestMessage(HttpMethod.Get, path).With("Range", "bytes=0-9").With("If-Range", $"\"{digest}\""));
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("W/\"{0}\"")]
    [InlineData("\"a\", \"{0}\"")]
    [InlineData("*")]
    public async Task What_a_client_has_already_is_answered_with_304(string condition)
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(5, 100));
        var etag = string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, digest);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            using var answer = await app.Registry(new HttpRequestMessage(method, $"/v2/{repository}/blobs/{digest}").With("If-None-Match", etag));
            Assert.Equal((HttpStatusCode.NotModified, $"\"{digest}\""), (answer.StatusCode, answer.Header("ETag")));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    // RFC 9110, 13.1.1: an If-Match that names other content forbids the answer; weak tags never match.
    [Theory]
    [InlineData("\"{0}\"", HttpStatusCode.OK)]
    [InlineData("\"a\", \"{0}\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("W/\"{0}\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"a\"", HttpStatusCode.PreconditionFailed)]
    public async Task Content_that_a_client_does_not_want_is_not_answered(string condition, HttpStatusCode expected)
    {
        var repository = await registry.NewRepository();
        var digest = await app.PushBlob(repository, RandomBytes(5, 100));
        var image = await app.PushImage(repository, "v1", 8);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            foreach (var (path, tag) in ((string, string)[])[($"blobs/{digest}", digest), ("manifests/v1", image)])
            {
                var etag = string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, tag);
                using var answer = await app.Registry(new HttpRequestMessage(method, $"/v2/{repository}/{path}").With("If-Match", etag));
                Assert.Equal(expected, answer.StatusCode);
                if (expected is HttpStatusCode.PreconditionFailed && method == HttpMethod.Get) await answer.Refused(expected, "UNSUPPORTED");
            }
        }
    }

    // "Upon success, the registry MUST respond with code 202 Accepted."
    [Fact]
    public async Task A_deleted_blob_is_gone_at_once_and_can_be_pushed_again()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(6, 100));
        var digest = await app.PushBlob(repository, content);
        var path = $"/v2/{repository}/blobs/{digest}";
        (await app.Head(path).Expect(HttpStatusCode.OK)).Dispose();
        (await app.Delete(path).Expect(HttpStatusCode.Accepted)).Dispose();
        (await app.Head(path).Expect(HttpStatusCode.NotFound)).Dispose();
        (await app.Get(path).Expect(HttpStatusCode.NotFound)).Dispose();
        (await app.Delete(path).Expect(HttpStatusCode.NotFound)).Dispose();
        await app.PushBlob(repository, content);
        (await app.Head(path).Expect(HttpStatusCode.OK)).Dispose();
    }

    [Fact]
    public async Task A_blob_that_an_image_needs_is_not_deleted()
    {
        var repository = await registry.NewRepository();
        await app.PushImage(repository, "latest", 7);
        var layer = DigestOf(RandomBytes(7, 1024 + 7));
        using var refused = await app.Delete($"/v2/{repository}/blobs/{layer}");
        await refused.Refused(HttpStatusCode.MethodNotAllowed, "UNSUPPORTED");
        (await app.Head($"/v2/{repository}/blobs/{layer}").Expect(HttpStatusCode.OK)).Dispose();
    }
}
