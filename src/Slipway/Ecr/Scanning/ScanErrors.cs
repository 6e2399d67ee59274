using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Scanning;

/// <summary>Refusals about scans, worded as ECR words them.</summary>
internal static class ScanErrors
{
    public static AwsError ScanNotFound(Repository repository, ImageIdentifier image) => new(
        "ScanNotFoundException", $"Image scan does not exist for the image with '{Named(image)}' in {Within(repository)}");

    public static AwsError UnsupportedImageType(Repository repository, ImageIdentifier image) => new(
        "UnsupportedImageTypeException", $"The image with '{Named(image)}' in {Within(repository)} is of a type that cannot be scanned");

    public static AwsError ImageArchived(Repository repository, ImageIdentifier image) => new(
        "ImageArchivedException", $"The image with '{Named(image)}' in {Within(repository)} is archived and cannot be scanned");

    /// <summary>Under enhanced scanning nobody scans by hand.</summary>
    public static AwsError Disabled() => new("ValidationException", "This feature is disabled");

    public static AwsError FrequencyNotSupported(string frequency, string type) =>
        EcrErrors.InvalidParameter("rules", $"The scan frequency {frequency} is not supported for the scan type {type}");

    private static string Named(ImageIdentifier image) => $"{{imageDigest:'{image.ImageDigest ?? "null"}', imageTag:'{image.ImageTag ?? "null"}'}}";

    private static string Within(Repository repository) =>
        $"the repository with name '{repository.Name}' in the registry with id '{repository.Registry.Account}'";
}
