using Slipway.Registry.Scanning;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal sealed record PutRegistryScanningConfigurationRequest(ScanType? ScanType, [Items(0, 2)] IReadOnlyList<RegistryScanningRule>? Rules);

internal sealed record PutRegistryScanningConfigurationResponse(RegistryScanningConfiguration RegistryScanningConfiguration);

/// <summary>Says which repositories of the caller's registry are scanned, and when. AWS: API_PutRegistryScanningConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class PutRegistryScanningConfiguration(ScanningSettings settings)
    : IOperation<PutRegistryScanningConfigurationRequest, PutRegistryScanningConfigurationResponse>
{
    public static Access Requires(PutRegistryScanningConfigurationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<PutRegistryScanningConfigurationResponse> HandleAsync(PutRegistryScanningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var type = request.ScanType ?? (await settings.FindAsync(registry, ct)).Type;
        var rules = RegistryScanningConfiguration.ToRules(type, request.Rules ?? []);
        await settings.PutAsync(registry, rules, ct);
        return new(RegistryScanningConfiguration.Of(rules));
    }
}
