using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Templates;

internal static class TemplateErrors
{
    public static AwsError AlreadyExists(RegistryScope registry, string prefix) => new(
        "TemplateAlreadyExistsException",
        $"The repository creation template with prefix '{prefix}' already exists in the registry with id '{registry.Account}'");

    public static AwsError NotFound(RegistryScope registry, string prefix) => new(
        "TemplateNotFoundException",
        $"The repository creation template with prefix '{prefix}' does not exist in the registry with id '{registry.Account}'");

    public static AwsError TooMany(RegistryScope registry, int most) => new(
        "LimitExceededException", $"The registry with id '{registry.Account}' cannot have more than {most} repository creation templates");
}
