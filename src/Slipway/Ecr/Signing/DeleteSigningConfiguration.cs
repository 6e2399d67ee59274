using Slipway.Registry.Signing;
using Slipway.Wire;

namespace Slipway.Ecr.Signing;

internal sealed record DeleteSigningConfigurationRequest;

internal sealed record DeleteSigningConfigurationResponse(string RegistryId, SigningConfigurationShape SigningConfiguration);

/// <summary>
/// Images are signed no more. Signatures and keys stay, so that what is signed can be verified, and a profile that is named
/// again signs with its old key. AWS: API_DeleteSigningConfiguration.
/// </summary>
[Operation<EcrApi>]
internal sealed class DeleteSigningConfiguration(SigningConfigurations configurations) : IOperation<DeleteSigningConfigurationRequest, DeleteSigningConfigurationResponse>
{
    public static Access Requires(DeleteSigningConfigurationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DeleteSigningConfigurationResponse> HandleAsync(DeleteSigningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        return await configurations.DeleteAsync(registry, ct) is { } removed
            ? new(registry.Account, SigningConfigurationShape.Of(removed))
            : throw SigningErrors.NotFound(registry);
    }
}
