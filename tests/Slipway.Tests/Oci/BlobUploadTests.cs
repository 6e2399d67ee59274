using System.Net;
using System.Security.Cryptography;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.RegistryRequests;

namespace Slipway.Tests.Oci;

/// <summary>"Pushing blobs": end-4a, end-4b, end-5, end-6, end-13 and end-14.</summary>
public sealed class BlobUploadTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private readonly SlipwayApp app = registry.App;

    // "POST then PUT": 202, a Location with a UUID; then 201, a Location that can be pulled.
    [Fact]
    public async Task A_blob_is_pushed_by_POST_and_PUT()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(1, 5000));
        using var opened = await app.Post($"/v2/{repository}/blobs/uploads/", []).Expect(HttpStatusCode.Accepted);
        var location = opened.Headers.Location!.ToString();
        Assert.Contains(opened.Header("Docker-Upload-UUID")!, location, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(opened.Header("Docker-Upload-UUID"), out _));
        using var done = await app.Put(location.And($"digest={DigestOf(content)}"), content, "application/octet-stream").Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_blob_is_pushed_by_a_single_POST(int length)
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(2, length));
        using var done = await app.Post($"/v2/{repository}/blobs/uploads/?digest={DigestOf(content)}", content).Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    [Fact]
    public async Task Blobs_may_have_a_sha512_digest()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(3, 3000));
        var digest = "sha512:" + Convert.ToHexStringLower(SHA512.HashData(content));
        using var post = await app.Post($"/v2/{repository}/blobs/uploads/?digest={digest}", content).Expect(HttpStatusCode.Created);
        await IsPulledFrom(post, content);

        // By chunks the registry learns only at the end which algorithm it is.
        var location = await app.StartUpload(repository);
        (await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content[..1000], "0-999")).Expect(HttpStatusCode.Accepted)).Dispose();
        using var put = await app.Registry(OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={digest}"), content[1000..], "1000-2999")).Expect(HttpStatusCode.Created);
        await IsPulledFrom(put, content);
    }

    // "Pushing a blob in chunks": each 202 with Location and Range 0-<end>, the last chunk by PATCH or by the closing PUT.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_blob_is_pushed_in_chunks(bool isLastInPut)
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(4, 3000));
        var location = await app.StartUpload(repository);
        for (var at = 0; at < (isLastInPut ? 2000 : 3000); at += 1000)
        {
            using var chunk = await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content[at..(at + 1000)], $"{at}-{at + 999}")).Expect(HttpStatusCode.Accepted);
            Assert.Equal($"0-{at + 999}", chunk.Header("Range"));
            location = chunk.Headers.Location!.ToString();
        }

        var last = isLastInPut
            ? OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={DigestOf(content)}"), content[2000..], "2000-2999")
            : OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={DigestOf(content)}"), [], null);
        using var done = await app.Registry(last).Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    // Docker sends a whole layer as one PATCH without a Content-Range and without a length.
    [Fact]
    public async Task A_blob_is_streamed_in_one_PATCH()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(5, 2_000_000));
        var location = await app.StartUpload(repository);
        var stream = new HttpRequestMessage(HttpMethod.Patch, location) { Content = new StreamContent(new MemoryStream(content)) };
        stream.Headers.TransferEncodingChunked = true;
        using var streamed = await app.Registry(stream).Expect(HttpStatusCode.Accepted);
        Assert.Equal("0-1999999", streamed.Header("Range"));
        using var done = await app.Put(location.And($"digest={DigestOf(content)}"), [], "application/octet-stream").Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    // "If a chunk is uploaded out of order, the registry MUST respond with a 416"; a GET then tells how to go on.
    [Fact]
    public async Task A_chunk_out_of_order_is_refused_and_GET_tells_where_to_resume()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(6, 3000));
        var location = await app.StartUpload(repository);
        (await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content[..1000], "0-999")).Expect(HttpStatusCode.Accepted)).Dispose();

        foreach (var (first, last) in ((int, int)[])[(2000, 2999), (0, 999), (500, 1499)])
        {
            using var refused = await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content[first..(last + 1)], $"{first}-{last}"));
            await refused.Refused(HttpStatusCode.RequestedRangeNotSatisfiable, "BLOB_UPLOAD_INVALID");
            Assert.Equal("0-999", refused.Header("Range"));
            Assert.NotNull(refused.Headers.Location);
        }

        using var closing = await app.Registry(OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={DigestOf(content)}"), content[2000..], "2000-2999"));
        await closing.Refused(HttpStatusCode.RequestedRangeNotSatisfiable, "BLOB_UPLOAD_INVALID");

        using var status = await app.Get(location).Expect(HttpStatusCode.NoContent);
        Assert.Equal("0-999", status.Header("Range"));
        location = status.Headers.Location!.ToString();
        using var done = await app.Registry(OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={DigestOf(content)}"), content[1000..], "1000-2999")).Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    [Fact]
    public async Task A_first_chunk_that_does_not_begin_at_0_is_refused()
    {
        var location = await app.StartUpload(await registry.NewRepository());
        using var refused = await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, new byte[10], "10-19"));
        await refused.Refused(HttpStatusCode.RequestedRangeNotSatisfiable, "BLOB_UPLOAD_INVALID");
        using var status = await app.Get(location).Expect(HttpStatusCode.NoContent);
        Assert.Equal("0-0", status.Header("Range"));
    }

    [Theory]
    [InlineData("abc", "BLOB_UPLOAD_INVALID")]
    [InlineData("5-1", "BLOB_UPLOAD_INVALID")]
    [InlineData("0-5", "SIZE_INVALID")]
    [InlineData("0-50", "SIZE_INVALID")]
    public async Task A_chunk_that_contradicts_itself_is_refused_and_leaves_nothing(string range, string code)
    {
        var location = await app.StartUpload(await registry.NewRepository());
        using var refused = await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, new byte[10], range));
        await refused.Refused(HttpStatusCode.BadRequest, code);
        (await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, new byte[10], "0-9")).Expect(HttpStatusCode.Accepted)).Dispose();
    }

    [Fact]
    public async Task An_upload_is_resumed_after_a_restart_of_the_server()
    {
        await using var fresh = new SlipwayApp();
        await fresh.CreateRepository("team/app");
        var content = RandomBytes(7, 300_000);
        var location = await fresh.StartUpload("team/app");
        (await fresh.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content[..200_000], "0-199999")).Expect(HttpStatusCode.Accepted)).Dispose();
        await fresh.Restart();
        using var status = await fresh.Get(location).Expect(HttpStatusCode.NoContent);
        Assert.Equal("0-199999", status.Header("Range"));
        using var done = await fresh.Registry(OciAnswers.Chunk(HttpMethod.Put, location.And($"digest={DigestOf(content)}"), content[200_000..], "200000-299999")).Expect(HttpStatusCode.Created);
        using var pulled = await fresh.Get(done.Headers.Location!.ToString()).Expect(HttpStatusCode.OK);
        Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
    }

    // "Content is what its digest says": whichever way it came.
    [Fact]
    public async Task Bytes_that_do_not_have_the_digest_are_refused_on_every_way_in()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(8, 3000));
        var wrong = DigestOf([1]);
        using var post = await app.Post($"/v2/{repository}/blobs/uploads/?digest={wrong}", content);
        await post.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");

        using var put = await app.Put((await app.StartUpload(repository)).And($"digest={wrong}"), content, "application/octet-stream");
        await put.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");

        var location = await app.StartUpload(repository);
        (await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, content, null)).Expect(HttpStatusCode.Accepted)).Dispose();
        using var chunked = await app.Put(location.And($"digest={wrong}"), [], "application/octet-stream");
        await chunked.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");

        foreach (var digest in (string[])[wrong, DigestOf(content)])
            (await app.Head($"/v2/{repository}/blobs/{digest}").Expect(HttpStatusCode.NotFound)).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?digest=")]
    [InlineData("?digest=sha256:abc")]
    [InlineData("?digest=md5:abc")]
    public async Task A_PUT_without_a_digest_is_refused_and_the_upload_stays(string query)
    {
        var location = await app.StartUpload(await registry.NewRepository());
        using var refused = await app.Put(location + query, [], "application/octet-stream");
        await refused.Refused(HttpStatusCode.BadRequest, "DIGEST_INVALID");
        (await app.Get(location).Expect(HttpStatusCode.NoContent)).Dispose();
    }

    // "Cancel a blob upload"
    [Fact]
    public async Task A_cancelled_upload_is_gone()
    {
        var location = await app.StartUpload(await registry.NewRepository());
        (await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, location, new byte[100], null)).Expect(HttpStatusCode.Accepted)).Dispose();
        (await app.Delete(location).Expect(HttpStatusCode.NoContent)).Dispose();
        foreach (var method in (string[])["GET", "DELETE", "PATCH", "PUT"])
        {
            using var answer = await app.Registry(OciAnswers.Chunk(new(method), location.And($"digest={DigestOf([])}"), [], null));
            await answer.Refused(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
        }
    }

    [Fact]
    public async Task A_completed_upload_is_gone()
    {
        var repository = await registry.NewRepository();
        var location = await app.StartUpload(repository);
        (await app.Put(location.And($"digest={DigestOf([1])}"), [1], "application/octet-stream").Expect(HttpStatusCode.Created)).Dispose();
        using var again = await app.Get(location);
        await again.Refused(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("..%2f..%2fetc")]
    public async Task An_unknown_upload_is_answered_cleanly_even_while_its_body_is_still_coming(string id)
    {
        var repository = await registry.NewRepository();
        using var answer = await app.Registry(OciAnswers.Chunk(HttpMethod.Patch, $"/v2/{repository}/blobs/uploads/{id}", new byte[8_000_000], null));
        await answer.Refused(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task An_upload_belongs_to_its_repository()
    {
        var (one, other) = (await registry.NewRepository(), await registry.NewRepository());
        var location = await app.StartUpload(one);
        using var answer = await app.Get(location.Replace(one, other, StringComparison.Ordinal));
        await answer.Refused(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN");
    }

    [Fact]
    public async Task A_push_to_a_missing_repository_gets_ECRs_sentence()
    {
        using var answer = await app.Post("/v2/docker-apiatest/blobs/uploads/", []);
        Assert.Equal(
            "The repository with name 'docker-apiatest' does not exist in the registry with id '000000000000'",
            await answer.Refused(HttpStatusCode.NotFound, "NAME_UNKNOWN"));
    }

    [Fact]
    public async Task A_body_that_breaks_off_can_be_resumed()
    {
        var (repository, content) = (await registry.NewRepository(), RandomBytes(9, 400_000));
        var location = await app.StartUpload(repository);
        var broken = new HttpRequestMessage(HttpMethod.Patch, location) { Content = new StreamContent(new BrokenStream(content[..250_000])) };
        broken.Content.Headers.ContentLength = content.Length;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Registry(broken));

        using var status = await app.Get(location).Expect(HttpStatusCode.NoContent);
        var received = int.Parse(status.Header("Range")!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) + 1;
        Assert.InRange(received, 1, 250_000);
        using var done = await app.Registry(OciAnswers.Chunk(
            HttpMethod.Put, location.And($"digest={DigestOf(content)}"), content[(received == 1 ? 0 : received)..], null)).Expect(HttpStatusCode.Created);
        await IsPulledFrom(done, content);
    }

    private async Task IsPulledFrom(HttpResponseMessage created, byte[] content)
    {
        using var pulled = await app.Get(created.Headers.Location!.ToString()).Expect(HttpStatusCode.OK);
        Assert.Equal(content, await pulled.Content.ReadAsByteArrayAsync());
        Assert.Equal(created.Header("Docker-Content-Digest"), pulled.Header("Docker-Content-Digest"));
    }

    /// <summary>A body whose sender dies.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("The cable was cut.");
        }
    }
}
