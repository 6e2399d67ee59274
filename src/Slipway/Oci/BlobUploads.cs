using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Registry.Layers;

namespace Slipway.Oci;

/// <summary>
/// Uploads of blobs (distribution specification: "Pushing blobs", "Pushing a blob in chunks", "Cancel a blob upload").
/// Memory does not grow with the blob, and its size has no limit (the program lifts the server's). There is no smallest chunk, so no <c>OCI-Chunk-Min-Length</c>.
/// </summary>
internal sealed class BlobUploads(PushLayer push, BlobMounts mounts, OciAuth auth, OciMetrics metrics)
{
    /// <summary>Begins an upload; or mounts (<c>?mount=</c>); or takes the whole blob at once (<c>?digest=</c>).</summary>
    public async ValueTask<OciError?> StartAsync(OciExchange exchange)
    {
        if (exchange.Query("mount") is { } mount)
        {
            if (!Digest.TryParse(mount, out var wanted)) return OciErrors.DigestMalformed;
            if (await mounts.TryMountAsync(exchange, wanted)) return Created(exchange, wanted);
        }
        else if (exchange.Query("digest") is { } text)
        {
            return Digest.TryParse(text, out var digest) ? await TakeWholeAsync(exchange, digest) : OciErrors.DigestMalformed;
        }

        await using var upload = await push.StartAsync(exchange.Repository.Id, exchange.Aborted);
        return Accepted(exchange, upload, StatusCodes.Status202Accepted);
    }

    /// <summary>A chunk with its <c>Content-Range</c>, or a stream without one.</summary>
    public async ValueTask<OciError?> AppendAsync(OciExchange exchange)
    {
        await using var upload = await OpenAsync(exchange);
        if (upload is null) return OciErrors.UploadUnknown;
        if (await AppendAsync(exchange, upload, expected: null) is { } error) return error;
        return Accepted(exchange, upload, StatusCodes.Status202Accepted);
    }

    /// <summary>Ends an upload, with the last chunk in its body or without a body.</summary>
    public async ValueTask<OciError?> CompleteAsync(OciExchange exchange)
    {
        if (exchange.Query("digest") is not { } text) return OciErrors.DigestMissing;
        if (!Digest.TryParse(text, out var digest)) return OciErrors.DigestMalformed;
        await using var upload = await OpenAsync(exchange);
        if (upload is null) return OciErrors.UploadUnknown;
        if (await AppendAsync(exchange, upload, digest) is { } error) return error;
        return await CompleteAsync(exchange, upload, digest);
    }

    public async ValueTask<OciError?> DescribeAsync(OciExchange exchange)
    {
        await using var upload = await OpenAsync(exchange);
        return upload is null ? OciErrors.UploadUnknown : Accepted(exchange, upload, StatusCodes.Status204NoContent);
    }

    public async ValueTask<OciError?> CancelAsync(OciExchange exchange)
    {
        await using var upload = await OpenAsync(exchange);
        if (upload is null) return OciErrors.UploadUnknown;
        await upload.AbortAsync(CancellationToken.None);
        exchange.Answer(StatusCodes.Status204NoContent);
        return null;
    }

    // "Single POST"
    private async ValueTask<OciError?> TakeWholeAsync(OciExchange exchange, Digest digest)
    {
        var resource = OciAuth.ArnOf(exchange.Registry, exchange.Path.Name);
        var access = Wire.Access.To("ecr:UploadLayerPart", resource).Also("ecr:CompleteLayerUpload");
        if (await auth.DemandAsync(exchange, access) is { } denial) return denial;

        await using var upload = await push.StartAsync(exchange.Repository.Id, exchange.Aborted);
        var isDone = false;
        try
        {
            if (await AppendAsync(exchange, upload, digest) is { } error) return error;
            var refusal = await CompleteAsync(exchange, upload, digest);
            isDone = refusal is null;
            return refusal;
        }
        finally
        {
            // Nobody was told of this upload, so nobody can resume it.
            if (!isDone) await upload.AbortAsync(CancellationToken.None);
        }
    }

    private async ValueTask<OciError?> AppendAsync(OciExchange exchange, IBlobUpload upload, Digest? expected)
    {
        var announced = exchange.Request.ContentLength;
        var before = upload.Length;
        ByteRange? chunk = null;
        if (exchange.Request.Headers.ContentRange.ToString() is { Length: > 0 } header)
        {
            if (!ByteRange.TryParseChunk(header, out var range)) return OciErrors.UploadInvalid("The Content-Range must be 'first-last', in bytes, both included");
            if (range.First != before)
            {
                Describe(exchange, upload);
                return OciErrors.OutOfOrder(range.First, before);
            }

            if (announced is not null && announced != range.Length)
                return OciErrors.SizeInvalid($"The Content-Range has {range.Length} bytes and the body {announced}");
            chunk = range;
        }

        if (announced == 0) return null;
        await push.RequireRoomAsync(exchange.Repository.Id, before + (announced ?? 1), exchange.Aborted);
        await upload.AppendAsync(exchange.Request.BodyReader, expected, exchange.Aborted);
        var received = upload.Length - before;
        metrics.BlobPushed(received);
        if (announced is null && exchange.Http.Features.Get<Wire.RequestRecord>() is { } record) record.BytesReceived = received;
        if (chunk is null || chunk.Value.Length == received) return null;
        Describe(exchange, upload);
        return OciErrors.SizeInvalid($"The Content-Range has {chunk.Value.Length} bytes and the body {received}");
    }

    private async ValueTask<OciError?> CompleteAsync(OciExchange exchange, IBlobUpload upload, Digest digest)
    {
        // The bytes are all here: a client that hangs up now finds its blob when it looks again.
        return await push.CompleteAsync(upload, digest, CancellationToken.None) switch
        {
            LayerPush.Completed => Created(exchange, digest),
            LayerPush.DigestMismatch => OciErrors.DigestMismatch(digest),
            _ => OciErrors.NameUnknown(exchange.Name, exchange.Registry),
        };
    }

    private async ValueTask<IBlobUpload?> OpenAsync(OciExchange exchange) =>
        Guid.TryParseExact(exchange.Path.Reference, "D", out var id)
            ? await push.OpenAsync(exchange.Repository.Id, id, exchange.Aborted)
            : null;

    private static OciError? Accepted(OciExchange exchange, IBlobUpload upload, int status)
    {
        Describe(exchange, upload);
        exchange.Answer(status);
        return null;
    }

    private static void Describe(OciExchange exchange, IBlobUpload upload)
    {
        var headers = exchange.Response.Headers;
        var id = upload.Key.Id.ToString("D");
        headers.Location = $"/v2/{exchange.Name}/blobs/uploads/{id}";
        headers["Docker-Upload-UUID"] = id;
        // Of an upload without a byte too: there is no range that says so, and clients want one to be there.
        headers.Range = $"0-{Math.Max(0, upload.Length - 1)}";
    }

    private static OciError? Created(OciExchange exchange, Digest digest)
    {
        exchange.Response.Headers.Location = exchange.PathOfBlob(digest);
        exchange.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        exchange.Answer(StatusCodes.Status201Created);
        return null;
    }
}
