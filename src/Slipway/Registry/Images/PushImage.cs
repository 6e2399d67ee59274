using Slipway.Registry.Journal;
using Slipway.Registry.Manifests;

namespace Slipway.Registry.Images;

/// <summary>
/// Takes a manifest into a repository: what both API_PutImage and a <c>PUT</c> of the data plane do. The bytes are kept
/// as they came; the manifest is refused unless everything that it needs is in the repository.
/// </summary>
public sealed class PushImage(IImageStore images, TimeProvider clock)
{
    /// <returns>How it ended; nothing is stored unless all of it is.</returns>
    public async ValueTask<PushOutcome> PushAsync(ManifestPush push, CancellationToken ct)
    {
        if (!ManifestDocument.TryParse(push.Content, push.ContentType, out var document, out var refusal))
            return new(PushStatus.ManifestInvalid, null, default, [], refusal);

        var digest = Digest.Of(push.Digest?.Algorithm ?? DigestAlgorithm.Sha256, push.Content.Span);
        if (push.Digest is { } expected && expected != digest) return new(PushStatus.DigestMismatch, document, digest, [], null);

        var put = await images.PutAsync(
            new(
                push.RepositoryId,
                digest,
                push.Tag,
                document.MediaType,
                push.Content,
                document.SizeInBytes,
                document.ConfigMediaType,
                document.ArtifactType,
                document.Subject,
                document.Blobs,
                document.Children,
                document.Annotations,
                clock.GetUtcNow())
            { Origin = push.Origin },
            ct);
        return new(StatusOf(put.Status), document, digest, put.Missing, null) { Replaced = put.Replaced };
    }

    private static PushStatus StatusOf(ImagePutStatus status) => status switch
    {
        ImagePutStatus.Stored => PushStatus.Stored,
        ImagePutStatus.Unchanged => PushStatus.Unchanged,
        ImagePutStatus.RepositoryMissing => PushStatus.RepositoryMissing,
        ImagePutStatus.BlobsMissing => PushStatus.BlobsMissing,
        ImagePutStatus.ChildrenMissing => PushStatus.ChildrenMissing,
        _ => PushStatus.TagImmutable,
    };
}

/// <param name="ContentType">What the sender says the manifest is, parameters included; null when it says nothing.</param>
/// <param name="Digest">The digest that the bytes must have, and whose algorithm names the image; null means SHA-256, unchecked.</param>
/// <param name="Tag">null for a push by digest alone.</param>
public sealed record ManifestPush(long RepositoryId, ReadOnlyMemory<byte> Content, string? ContentType, Digest? Digest, ImageTag? Tag)
{
    public ChangeOrigin Origin { get; init; }
}

/// <param name="Document">What was read; null only with <see cref="PushStatus.ManifestInvalid"/>.</param>
/// <param name="Digest">Of the bytes; a default with <see cref="PushStatus.ManifestInvalid"/>.</param>
/// <param name="Missing">With the two statuses that something is missing: what.</param>
/// <param name="Refusal">With <see cref="PushStatus.ManifestInvalid"/>: why.</param>
public sealed record PushOutcome(PushStatus Status, ManifestDocument? Document, Digest Digest, IReadOnlyList<Digest> Missing, ManifestRefusal? Refusal)
{
    /// <summary>The image that the tag pointed to before, when it was another.</summary>
    public Digest? Replaced { get; init; }

    public bool IsStored => Status is PushStatus.Stored or PushStatus.Unchanged;
}

/// <summary>How a push of a manifest ended.</summary>
public enum PushStatus
{
    Stored,

    /// <summary>Image and tag were there already, exactly so; the data plane calls that a success, API_PutImage a refusal.</summary>
    Unchanged,

    RepositoryMissing,
    BlobsMissing,
    ChildrenMissing,
    TagImmutable,
    ManifestInvalid,

    /// <summary>The bytes do not have the digest that was asked for.</summary>
    DigestMismatch,
}
