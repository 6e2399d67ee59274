using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;

namespace Slipway.Ecr.RecycleBin;

/// <summary>What the recycle bin refuses.</summary>
internal static class RecycleBinErrors
{
    public static AwsError ImageNotFound(Repository repository, string digest) => new(
        "ImageNotFoundException",
        $"The image with digest '{digest}' is not in the recycle bin of the repository with name '{repository.Name}' in the registry with id '{repository.Registry.Account}'");

    public static AwsError TooManyImages(Digest digest) => new("LimitExceededException", $"The image with digest '{digest}' names more images than can be restored at once");

    public static AwsError RepositoryNotFound(RegistryScope registry, RepositoryName name) => new(
        "RepositoryNotFoundException", $"The repository with name '{name}' is not in the recycle bin of the registry with id '{registry.Account}'");

    public static AwsError NameIsTaken(RecycledRepository recycled) => new(
        "RepositoryAlreadyExistsException",
        $"The deleted repository with name '{recycled.Name}' cannot be restored because another one of that name exists in the registry with id '{recycled.Registry.Account}'");

    public static AwsError RetentionMissing() => EcrErrors.InvalidParameter("retentionDays", "must not be null where no repository is named");
}
