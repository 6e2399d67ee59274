using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Registry.Layers;

namespace Slipway.Oci;

/// <summary>Blobs (distribution specification: "Pulling blobs", "Checking if content exists", "Deleting Blobs").</summary>
internal sealed class Blobs(PullLayer pull, IBlobLinkStore links, UpstreamPulls upstreams, OciMetrics metrics)
{
    public async ValueTask<OciError?> HeadAsync(OciExchange exchange)
    {
        if (exchange.ReferenceAsDigest() is not { } digest) return OciErrors.DigestMalformed;
        if (await pull.FindAsync(exchange.Repository.Id, digest, exchange.Aborted) is not { } size) return await FetchAsync(exchange, digest);
        if (Conditions.IsUnwanted(exchange.Request, Conditions.TagOf(digest))) return OciErrors.Unwanted;
        Describe(exchange, digest, size);
        return null;
    }

    /// <summary>
    /// Whole or a range of it. Departs: ECR redirects to a presigned URL; here the bytes come at once, which every
    /// client understands.
    /// </summary>
    public async ValueTask<OciError?> PullAsync(OciExchange exchange)
    {
        if (exchange.ReferenceAsDigest() is not { } digest) return OciErrors.DigestMalformed;
        await using var content = await pull.OpenAsync(exchange.Repository.Id, digest, exchange.Aborted);
        return content is null ? await FetchAsync(exchange, digest) : await SendAsync(exchange, digest, content);
    }

    /// <summary>Answers with what the repository does not hold, but an upstream of it may.</summary>
    private async ValueTask<OciError?> FetchAsync(OciExchange exchange, Digest digest)
    {
        var (content, refusal) = await upstreams.OpenBlobAsync(exchange, digest);
        if (content is null) return refusal ?? Unknown(exchange, digest);
        await using (content) return await SendAsync(exchange, digest, content);
    }

    /// <summary>Answers with an open blob, or the range of it that was asked for.</summary>
    public async ValueTask<OciError?> SendAsync(OciExchange exchange, Digest digest, IBlobContent content)
    {
        if (Conditions.IsUnwanted(exchange.Request, Conditions.TagOf(digest))) return OciErrors.Unwanted;
        if (Describe(exchange, digest, content.Length) || exchange.IsHead) return null;

        var (isWhole, range) = Conditions.AllowsRange(exchange.Request, Conditions.TagOf(digest))
            ? ByteRange.Parse(exchange.Request.Headers.Range, content.Length)
            : (true, null);
        if (!isWhole && range is null)
        {
            exchange.Response.Headers.ContentRange = $"bytes */{content.Length}";
            return OciErrors.RangeUnsatisfiable(content.Length);
        }

        var piece = range ?? new(0, content.Length - 1);
        if (range is not null)
        {
            exchange.Response.StatusCode = StatusCodes.Status206PartialContent;
            exchange.Response.Headers.ContentRange = $"bytes {piece.First}-{piece.Last}/{content.Length}";
            exchange.Response.ContentLength = piece.Length;
        }

        await BlobBody.WriteAsync(exchange.Response, content, piece.First, piece.Length, exchange.Aborted);
        metrics.BlobPulled(piece.Length);
        return null;
    }

    public async ValueTask<OciError?> DeleteAsync(OciExchange exchange)
    {
        if (exchange.ReferenceAsDigest() is not { } digest) return OciErrors.DigestMalformed;
        switch (await links.UnlinkAsync(exchange.Repository.Id, digest, exchange.Aborted))
        {
            case BlobUnlink.NotFound: return Unknown(exchange, digest);
            case BlobUnlink.Referenced: return OciErrors.BlobReferenced;
        }

        exchange.Answer(StatusCodes.Status202Accepted);
        return null;
    }

    /// <summary>The head of an answer that finds a blob.</summary>
    /// <returns>true when that is the whole answer.</returns>
    private static bool Describe(OciExchange exchange, Digest digest, long size)
    {
        var headers = exchange.Response.Headers;
        var etag = Conditions.TagOf(digest);
        headers.ETag = etag;
        headers["Docker-Content-Digest"] = digest.ToString();
        if (Conditions.IsKnown(exchange.Request, etag))
        {
            exchange.Answer(StatusCodes.Status304NotModified);
            return true;
        }

        headers.ContentType = "application/octet-stream";
        headers.ContentLength = size;
        headers.AcceptRanges = "bytes";
        return false;
    }

    private static OciError Unknown(OciExchange exchange, Digest digest) => OciErrors.BlobUnknown(digest, exchange.Name, exchange.Registry);
}
