using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Signing;

internal static class SigningErrors
{
    public static AwsError NotFound(RegistryScope registry) => new(
        "SigningConfigurationNotFoundException", $"Signing configuration does not exist in the registry with id '{registry.Account}'");

    public static AwsError ProfileNotFound(string profileArn) => new(
        "SigningProfileNotFoundException", $"No signing configuration has named the signing profile '{profileArn}'");
}
