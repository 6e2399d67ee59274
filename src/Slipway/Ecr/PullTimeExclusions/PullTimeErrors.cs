using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.PullTimeExclusions;

internal static class PullTimeErrors
{
    public static AwsError AlreadyExists(string principalArn, RegistryScope registry) => new(
        "ExclusionAlreadyExistsException",
        $"The pull time update exclusion for the principal '{principalArn}' already exists in the registry with id '{registry.Account}'");

    public static AwsError NotFound(string principalArn, RegistryScope registry) => new(
        "ExclusionNotFoundException",
        $"The pull time update exclusion for the principal '{principalArn}' does not exist in the registry with id '{registry.Account}'");

    public static AwsError TooMany(RegistryScope registry, int most) => new(
        "LimitExceededException", $"The registry with id '{registry.Account}' cannot have more than {most} pull time update exclusions");
}
