using Slipway.Registry;
using Slipway.Registry.Manifests;

namespace Slipway.Oci;

/// <summary>One refusal of the data plane (distribution specification, "Error Codes").</summary>
/// <param name="Code">One of the specification's codes; ECR's <c>TAG_INVALID</c> and our <c>UNKNOWN</c> beside them.</param>
internal sealed record OciError(int Status, string Code, string Message)
{
    /// <summary>More of the same code, one each, such as every blob that is missing.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];

    /// <summary>With status 405: what would be allowed.</summary>
    public string? Allow { get; init; }
}

/// <summary>Every refusal of the data plane, worded as ECR words it; docker prints these sentences and scripts match on them.</summary>
internal static class OciErrors
{
    // A manifest may name tens of thousands of blobs; so many answers are enough to see what is wrong.
    private const int MostErrors = 100;

    public static OciError NameUnknown(RepositoryName name, RegistryScope registry) => new(
        404, "NAME_UNKNOWN", $"The repository with name '{name}' does not exist in the registry with id '{registry.Account}'");

    public static OciError NameInvalid => new(
        400, "NAME_INVALID", $"Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '{RepositoryName.Pattern}''");

    public static OciError ManifestUnknown => new(404, "MANIFEST_UNKNOWN", "Requested image not found");

    public static OciError BlobUnknown(Digest digest, RepositoryName name, RegistryScope registry) => new(
        404, "BLOB_UNKNOWN", $"The layer with digest {digest} does not exist within the repository with name '{name}' in the registry with id '{registry.Account}'");

    public static OciError UploadUnknown => new(404, "BLOB_UPLOAD_UNKNOWN", "The upload does not exist, or is completed, or was cancelled");

    public static OciError UploadInvalid(string why) => new(400, "BLOB_UPLOAD_INVALID", why);

    public static OciError OutOfOrder(long start, long length) => new(
        416, "BLOB_UPLOAD_INVALID", $"The chunk begins at byte {start}, but {length} bytes have been received: the next one must begin at byte {length}");

    public static OciError SizeInvalid(string why) => new(400, "SIZE_INVALID", why);

    public static OciError DigestInvalid(string why) => new(400, "DIGEST_INVALID", why);

    public static OciError DigestMissing => DigestInvalid("The query parameter 'digest' is required");

    public static OciError DigestMalformed => DigestInvalid("The digest must be 'sha256:' and 64, or 'sha512:' and 128, lower-case hexadecimal digits");

    public static OciError DigestMismatch(Digest digest) => DigestInvalid($"The content does not have the digest {digest}");

    public static OciError TagImmutable(ImageTag tag, RepositoryName name) => new(
        400, "TAG_INVALID", $"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the repository is immutable.");

    public static OciError TagMalformed => new(400, "TAG_INVALID", $"A tag must match the regular expression {ImageTag.Pattern}");

    public static OciError ManifestInvalid(ManifestRefusal refusal) => refusal.Fault switch
    {
        ManifestFault.TooLarge => ManifestTooLarge,
        // ECR answers 405 to what it cannot read; clients take it for "try another manifest format".
        ManifestFault.Syntax => new(405, "UNSUPPORTED", $"Invalid parameter at 'ImageManifest' failed to satisfy constraint: '{refusal.Reason}'") { Allow = "GET, HEAD, PUT, DELETE" },
        ManifestFault.Unsupported => new(405, "UNSUPPORTED", refusal.Reason) { Allow = "GET, HEAD, PUT, DELETE" },
        _ => new(400, "MANIFEST_INVALID", refusal.Reason),
    };

    public static OciError ManifestTooLarge => new(413, "MANIFEST_INVALID", $"The manifest is larger than {ManifestDocument.MaxBytes} bytes");

    /// <summary>Distribution specification, "Push": one error for each blob or manifest that is missing.</summary>
    public static OciError PartsMissing(string what, IReadOnlyList<Digest> missing, RepositoryName name, RegistryScope registry)
    {
        var sentences = missing.Take(MostErrors).Select(digest =>
            $"{what} with digests '[{digest}]' required for pushing image into repository with name '{name}' in the registry with id '{registry.Account}' don't exist").ToArray();
        return new(404, "MANIFEST_BLOB_UNKNOWN", sentences.Length > 0 ? sentences[0] : "") { Further = [.. sentences.Skip(1)] };
    }

    public static OciError ReferencedByIndex(IReadOnlyList<Digest> parents) => new(
        405, "UNSUPPORTED", $"Requested image referenced by manifest list: [{string.Join(", ", parents.Take(MostErrors))}]")
    { Allow = "GET, HEAD, PUT" };

    public static OciError ImagesProtected(RepositoryName name) => Denied($"Images and tags of the repository with name '{name}' cannot be deleted because they are protected from deletion");

    public static OciError BlobReferenced => new(
        405, "UNSUPPORTED", "The layer is referenced by an image of the repository and cannot be deleted")
    { Allow = "GET, HEAD" };

    public static OciError RangeUnsatisfiable(long length) => new(416, "SIZE_INVALID", $"The range lies outside of the {length} bytes of the blob");

    public static OciError Unwanted => new(412, "UNSUPPORTED", "The content has another digest than If-Match names");

    public static OciError PageInvalid(string why) => new(400, "UNSUPPORTED", why);

    public static OciError Denied(string sentence) => new(403, "DENIED", sentence);

    public static OciError NotAuthorized => new(401, "UNAUTHORIZED", "Not Authorized");

    public static OciError TooManyRequests => new(429, "TOOMANYREQUESTS", "Rate exceeded");

    public static OciError TokenExpired => Denied("Your authorization token has expired. Reauthenticate and try again.");

    public static OciError TokenOfAnotherRegion(string region, string registryRegion) => Denied(
        $"Your authorization token was issued for the region '{region}' and is not valid for the registry in '{registryRegion}'. Reauthenticate and try again.");

    public static OciError PathUnknown => new(404, "UNSUPPORTED", "The registry has no such endpoint");

    public static OciError MethodNotAllowed(string allowed) => new(405, "UNSUPPORTED", "The endpoint does not support this method") { Allow = allowed };

    public static OciError Fault(string requestId) => new(500, "UNKNOWN", $"The request failed because of an error of the server; its id is {requestId}");
}
