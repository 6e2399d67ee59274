using Slipway.Registry.Signing;
using Slipway.Wire;

namespace Slipway.Ecr.Signing;

internal sealed record GetSigningConfigurationRequest;

internal sealed record GetSigningConfigurationResponse(string RegistryId, SigningConfigurationShape SigningConfiguration);

/// <summary>Which images are signed when they are pushed. AWS: API_GetSigningConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class GetSigningConfiguration(SigningConfigurations configurations) : IOperation<GetSigningConfigurationRequest, GetSigningConfigurationResponse>
{
    public static Access Requires(GetSigningConfigurationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetSigningConfigurationResponse> HandleAsync(GetSigningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        return await configurations.FindAsync(registry, ct) is { } configuration
            ? new(registry.Account, SigningConfigurationShape.Of(configuration))
            : throw SigningErrors.NotFound(registry);
    }
}
