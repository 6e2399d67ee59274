using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Protection;

/// <summary>
/// Refusals that ECR has no words for. Clients know InvalidParameterException from both operations, show its sentence and
/// do not try again.
/// </summary>
internal static class ProtectionErrors
{
    public static AwsError RepositoryIsProtected(Repository repository) => new(
        "InvalidParameterException",
        $"The repository with name '{repository.Name}' in registry with id '{repository.Registry.Account}' cannot be deleted because it is protected from deletion; "
        + "use slipway:PutRepositoryProtection to change that");

    public static AwsError ImagesAreProtected(Repository repository) => new(
        "InvalidParameterException",
        $"Images and tags of the repository with name '{repository.Name}' in registry with id '{repository.Registry.Account}' cannot be deleted because they are protected from deletion; "
        + "use slipway:PutRepositoryProtection to change that");
}
