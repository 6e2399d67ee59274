using Slipway.Registry.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Settings;

internal sealed record PutAccountSettingRequest([Length(1, 64)] string Name, string Value);

internal sealed record PutAccountSettingResponse(string Name, string Value);

/// <summary>Changes a setting of the caller's account in this region. AWS: API_PutAccountSetting.</summary>
[Operation<EcrApi>]
internal sealed class PutAccountSetting(IRegistryPolicyStore policies, TimeProvider clock) : IOperation<PutAccountSettingRequest, PutAccountSettingResponse>
{
    public static Access Requires(PutAccountSettingRequest request, Caller caller) => Access.On("*");

    public async ValueTask<PutAccountSettingResponse> HandleAsync(PutAccountSettingRequest request, Caller caller, CancellationToken ct)
    {
        var setting = AccountSettings.Require(request.Name);
        AccountSettings.RefuseOther(setting, request.Value);
        await policies.PutSettingAsync(EcrApi.ScopeOf(caller, null), setting, request.Value, clock.GetUtcNow(), ct);
        return new(setting.Name, request.Value);
    }
}
