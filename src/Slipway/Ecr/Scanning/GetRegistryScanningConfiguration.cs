using Slipway.Registry.Scanning;
using Slipway.Wire;

namespace Slipway.Ecr.Scanning;

internal sealed record GetRegistryScanningConfigurationRequest;

internal sealed record GetRegistryScanningConfigurationResponse(string RegistryId, RegistryScanningConfiguration ScanningConfiguration);

/// <summary>Which repositories of the caller's registry are scanned, and when. AWS: API_GetRegistryScanningConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class GetRegistryScanningConfiguration(ScanningSettings settings)
    : IOperation<GetRegistryScanningConfigurationRequest, GetRegistryScanningConfigurationResponse>
{
    public static Access Requires(GetRegistryScanningConfigurationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetRegistryScanningConfigurationResponse> HandleAsync(GetRegistryScanningConfigurationRequest request, Caller caller, CancellationToken ct) =>
        new(caller.Account, RegistryScanningConfiguration.Of(await settings.FindAsync(EcrApi.ScopeOf(caller, null), ct)));
}
