using Microsoft.AspNetCore.Http;
using Slipway.Registry;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Manifests;
using Slipway.Wire;

namespace Slipway.Oci;

/// <summary>Manifests (distribution specification: "Pulling manifests", "Pushing Manifests", "Deleting tags", "Deleting Manifests").</summary>
internal sealed class Manifests(PullImage pull, PushImage push, IImageStore images, UpstreamPulls upstreams, OciAuth auth, OciMetrics metrics)
{
    // One request may name this many tags; each is a transaction of its own.
    private const int MostTags = 100;

    /// <summary>
    /// The bytes as they were pushed, whatever the client accepts (RFC 9110, section 12.5.1, allows that).
    /// Departs: ECR converts between Docker's and OCI's form on a pull by tag; today's clients read both.
    /// </summary>
    public async ValueTask<OciError?> PullAsync(OciExchange exchange)
    {
        if (!Reference.TryParse(exchange.Path.Reference, out var reference)) return Malformed(exchange);
        var (manifest, refusal) = await upstreams.FindAsync(exchange, reference);
        if (refusal is not null) return refusal;
        manifest ??= await pull.PullAsync(exchange.Repository, reference, exchange.Caller.Principal.IdentityArn, exchange.Aborted);
        if (manifest is null) return OciErrors.ManifestUnknown;
        if (Conditions.IsUnwanted(exchange.Request, Conditions.TagOf(manifest.Digest))) return OciErrors.Unwanted;
        if (Describe(exchange, manifest)) return null;
        metrics.ManifestPulled();
        await exchange.Response.BodyWriter.WriteAsync(manifest.Content, exchange.Aborted);
        return null;
    }

    public async ValueTask<OciError?> HeadAsync(OciExchange exchange)
    {
        if (!Reference.TryParse(exchange.Path.Reference, out var reference)) return Malformed(exchange);
        var (manifest, refusal) = await upstreams.FindAsync(exchange, reference);
        if (refusal is not null) return refusal;
        manifest ??= await pull.FindAsync(exchange.Repository, reference, exchange.Aborted);
        if (manifest is null) return OciErrors.ManifestUnknown;
        if (Conditions.IsUnwanted(exchange.Request, Conditions.TagOf(manifest.Digest))) return OciErrors.Unwanted;
        Describe(exchange, manifest);
        return null;
    }

    public async ValueTask<OciError?> PushAsync(OciExchange exchange)
    {
        if (!Reference.TryParse(exchange.Path.Reference, out var reference)) return Malformed(exchange);
        if (!TryReadTags(exchange, reference, out var tags)) return OciErrors.TagMalformed;
        if (await ReadBodyAsync(exchange) is not { } content) return OciErrors.ManifestTooLarge;

        PushOutcome? outcome = null;
        foreach (var tag in tags)
        {
            outcome = await push.PushAsync(
                new(exchange.Repository.Id, content, exchange.Request.ContentType, reference.Digest, tag), exchange.Aborted);
            if (!outcome.IsStored) return RefusalOf(exchange, outcome, tag);
        }

        metrics.ManifestPushed();
        var digest = outcome!.Digest;
        var headers = exchange.Response.Headers;
        headers.Location = $"/v2/{exchange.Name}/manifests/{digest}";
        headers["Docker-Content-Digest"] = digest.ToString();
        // "Pushing Manifests with Subject": says that the referrers API knows of it.
        if (outcome.Document!.Subject is { } subject) headers["OCI-Subject"] = subject.ToString();
        if (reference.Digest is not null && tags[0] is not null) headers["OCI-Tag"] = string.Join(", ", tags);
        exchange.Answer(StatusCodes.Status201Created);
        return null;
    }

    public async ValueTask<OciError?> DeleteAsync(OciExchange exchange)
    {
        if (!Reference.TryParse(exchange.Path.Reference, out var reference)) return Malformed(exchange);
        ImageDeletion deletion;
        OciError? denial = null;
        // "Deleting tags": the image stays, whether or not that was its last tag.
        if (reference.Tag is { } tag) deletion = await images.DeleteTagAsync(exchange.Repository.Id, tag, null, deleteLast: false, ChangeOrigin.Client, exchange.Aborted);
        else (deletion, denial) = await DeleteImageAsync(exchange, reference.Digest!.Value);
        switch (deletion.Status)
        {
            case ImageDeletionStatus.TagsDiffer: return denial;
            case ImageDeletionStatus.Protected: return OciErrors.ImagesProtected(exchange.Name);
            case ImageDeletionStatus.ReferencedByIndex: return OciErrors.ReferencedByIndex(deletion.Parents);
            case ImageDeletionStatus.NotFound or ImageDeletionStatus.DigestMismatch: return OciErrors.ManifestUnknown;
        }

        exchange.Answer(StatusCodes.Status202Accepted);
        return null;
    }

    /// <summary>An image that is deleted by its digest takes its tags along: the caller must be allowed each of them.</summary>
    /// <returns>With <see cref="ImageDeletionStatus.TagsDiffer"/>, the denial.</returns>
    private async ValueTask<(ImageDeletion Deletion, OciError? Denial)> DeleteImageAsync(OciExchange exchange, Digest digest)
    {
        HashSet<ImageTag> allowed = [];
        while (true)
        {
            var deletion = await images.DeleteImageAsync(exchange.Repository.Id, digest, allowed, ChangeOrigin.Client, exchange.Aborted);
            if (deletion.Status is not ImageDeletionStatus.TagsDiffer) return (deletion, null);
            var access = Access.To("ecr:BatchDeleteImage", OciAuth.ArnOf(exchange.Registry, exchange.Name.ToString()));
            access.ForEach(ImageTagKey.Name, deletion.Tags.Select(tag => tag.ToString()).ToArray());
            if (await auth.DemandAsync(exchange, access) is { } denial) return (deletion, denial);
            allowed.UnionWith(deletion.Tags);
        }
    }

    /// <summary>The head of an answer that finds a manifest.</summary>
    /// <returns>true when that is the whole answer.</returns>
    private static bool Describe(OciExchange exchange, StoredManifest manifest)
    {
        var headers = exchange.Response.Headers;
        var etag = Conditions.TagOf(manifest.Digest);
        headers.ETag = etag;
        headers["Docker-Content-Digest"] = manifest.Digest.ToString();
        if (Conditions.IsKnown(exchange.Request, etag))
        {
            exchange.Answer(StatusCodes.Status304NotModified);
            return true;
        }

        headers.ContentType = manifest.MediaType;
        headers.ContentLength = manifest.Content.Length;
        return false;
    }

    // What is neither tag nor digest names nothing; only where it looks like a digest the sender is told so.
    private static OciError Malformed(OciExchange exchange)
    {
        if (exchange.Path.Reference.Contains(':')) return OciErrors.DigestMalformed;
        return HttpMethods.IsPut(exchange.Request.Method) ? OciErrors.TagMalformed : OciErrors.ManifestUnknown;
    }

    /// <summary>The tags to set: the path's, or those of the query when the path has a digest; one null when there are none.</summary>
    private static bool TryReadTags(OciExchange exchange, Reference reference, out List<ImageTag?> tags)
    {
        tags = [];
        if (reference.Tag is { } own)
        {
            tags.Add(own);
            return true;
        }

        foreach (var text in exchange.Request.Query["tag"])
        {
            if (!ImageTag.TryParse(text, out var tag) || tags.Count == MostTags) return false;
            if (!tags.Contains(tag)) tags.Add(tag);
        }

        if (tags.Count == 0) tags.Add(null);
        return true;
    }

    /// <returns>null when there is more than a manifest may have.</returns>
    private static async ValueTask<byte[]?> ReadBodyAsync(OciExchange exchange)
    {
        if (exchange.Request.ContentLength > ManifestDocument.MaxBytes) return null;
        var body = exchange.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(exchange.Aborted);
            if (read.Buffer.Length > ManifestDocument.MaxBytes)
            {
                body.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var content = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return content;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static OciError RefusalOf(OciExchange exchange, PushOutcome outcome, ImageTag? tag) => outcome.Status switch
    {
        PushStatus.ManifestInvalid => OciErrors.ManifestInvalid(outcome.Refusal!),
        PushStatus.DigestMismatch => OciErrors.DigestMismatch(Reference.TryParse(exchange.Path.Reference, out var wanted) ? wanted.Digest!.Value : outcome.Digest),
        PushStatus.BlobsMissing => OciErrors.PartsMissing("Layers", outcome.Missing, exchange.Name, exchange.Registry),
        PushStatus.ChildrenMissing => OciErrors.PartsMissing("Images", outcome.Missing, exchange.Name, exchange.Registry),
        PushStatus.TagImmutable => OciErrors.TagImmutable(tag!.Value, exchange.Name),
        _ => OciErrors.NameUnknown(exchange.Name, exchange.Registry),
    };
}
