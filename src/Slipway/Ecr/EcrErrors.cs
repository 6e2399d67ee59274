using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr;

/// <summary>Every refusal ECR can give, worded as the service words it. All are status 400.</summary>
internal static class EcrErrors
{
    /// <summary>ECR names one fault at a time, in a grammar of its own.</summary>
    public static AwsError Invalid(IReadOnlyList<Violation> violations) => Wire.InvalidParameter.Of(violations);

    public static AwsError InvalidParameter(string member, string constraint) => Wire.InvalidParameter.Of(member, constraint);

    public static AwsError InvalidPageToken() => InvalidParameter("nextToken", "Invalid token");

    public static AwsError PagingWithNames(string names) => new(
        "InvalidParameterException", $"The parameters 'nextToken' and 'maxResults' cannot be used together with '{names}'");

    public static AwsError RepositoryNotFound(RegistryScope registry, RepositoryName name) => new(
        "RepositoryNotFoundException", $"The repository with name '{name}' does not exist in the registry with id '{registry.Account}'");

    public static AwsError RepositoryAlreadyExists(RegistryScope registry, RepositoryName name) => new(
        "RepositoryAlreadyExistsException", $"The repository with name '{name}' already exists in the registry with id '{registry.Account}'");

    public static AwsError RepositoryNotEmpty(Repository repository) => new(
        "RepositoryNotEmptyException",
        $"The repository with name '{repository.Name}' in registry with id '{repository.Registry.Account}' cannot be deleted because it still contains images");

    public static AwsError ImageNotFound(Repository repository, string? digest, string? tag) => new(
        "ImageNotFoundException",
        $"The image with imageId {{imageDigest:'{digest ?? "null"}', imageTag:'{tag ?? "null"}'}} does not exist within {Within(repository)}");

    public static AwsError ManifestsTooLarge(long most) => new(
        "LimitExceededException", $"The manifests of the images have more than {most} bytes in all; ask for fewer images at a time");

    public static AwsError ImageAlreadyExists(Repository repository, Digest digest, ImageTag? tag) => new(
        "ImageAlreadyExistsException",
        $"Image with digest '{digest}' and tag '{tag?.ToString() ?? "null"}' already exists in the repository with name " +
        $"'{repository.Name}' in registry with id '{repository.Registry.Account}'");

    public static AwsError ImageTagAlreadyExists(Repository repository, ImageTag tag) => new(
        "ImageTagAlreadyExistsException",
        $"The image tag '{tag}' already exists in the '{repository.Name}' repository and cannot be overwritten because the repository is immutable.");

    public static AwsError ImageDigestDoesNotMatch(string stated, Digest actual) => new(
        "ImageDigestDoesNotMatchException",
        $"The specified image digest '{stated}' does not match the digest '{actual}' that was calculated for the image");

    public static AwsError LayersNotFound(Repository repository, IEnumerable<Digest> digests) => new(
        "LayersNotFoundException", Required("Layers", repository, digests));

    public static AwsError ReferencedImagesNotFound(Repository repository, IEnumerable<Digest> digests) => new(
        "ReferencedImagesNotFoundException", Required("Images", repository, digests));

    public static AwsError LayerNotFound(Repository repository, string digest) => new(
        "LayersNotFoundException", $"The layer with digest {digest} does not exist within {Within(repository)}");

    public static AwsError LayerInaccessible(Repository repository, Digest digest) => new(
        "LayerInaccessibleException",
        $"The layer with digest {digest} within {Within(repository)} is not available because it is not associated with an image");

    /// <summary>The same of a layer that only archived images need. AWS has no other refusal for it, and does not say its words.</summary>
    public static AwsError LayerArchived(Repository repository, Digest digest) => new(
        "LayerInaccessibleException",
        $"The layer with digest {digest} within {Within(repository)} is not available because every image that it is associated with is archived");

    public static AwsError LayerAlreadyExists(Repository repository, Digest digest) => new(
        "LayerAlreadyExistsException", $"The layer with digest {digest} already exists within {Within(repository)}");

    public static AwsError UploadNotFound(Repository repository, string uploadId) => new(
        "UploadNotFoundException", $"The upload with id '{uploadId}' does not exist within {Within(repository)}");

    public static AwsError EmptyUpload(Repository repository, string uploadId) => new(
        "EmptyUploadException", $"The upload with id '{uploadId}' within {Within(repository)} does not contain any layer parts");

    public static AwsError InvalidLayer(Digest digest) => new(
        "InvalidLayerException", $"The digest calculated for the uploaded layer does not match the specified digest '{digest}'");

    public static AwsError LayerPartTooSmall(string uploadId) => new(
        "LayerPartTooSmallException", $"A layer part of the upload with id '{uploadId}' is smaller than 5 MiB and is not the last one");

    /// <param name="received">Bytes received so far.</param>
    public static AwsError InvalidLayerPart(Repository repository, string uploadId, long first, long last, long size, long received) => new(
        "InvalidLayerPartException",
        $"Layer part with first byte {first}, last byte {last} and a size of {size} bytes is not valid: the next part must begin at byte {received}")
    {
        Members =
        [
            new("registryId", repository.Registry.Account),
            new("repositoryName", repository.Name.ToString()),
            new("uploadId", uploadId),
            // The model wants no negative number: 0 also stands for an upload without a byte.
            new("lastValidByteReceived", Math.Max(0, received - 1)),
        ],
    };

    /// <param name="why">AWS says no more than the first half.</param>
    public static AwsError InvalidTag(string why) => new("InvalidTagParameterException", $"Tag parameters are invalid: {why}");

    public static AwsError TooManyTags(string resource) => new(
        "TooManyTagsException", $"The resource '{resource}' cannot have more than {TagShape.MostTags} tags");

    private static string Within(Repository repository) =>
        $"the repository with name '{repository.Name}' in the registry with id '{repository.Registry.Account}'";

    private static string Required(string what, Repository repository, IEnumerable<Digest> digests) =>
        $"{what} with digests '[{string.Join(", ", digests)}]' required for pushing image into repository with name " +
        $"'{repository.Name}' in the registry with id '{repository.Registry.Account}' don't exist";
}
