using Slipway.Registry.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Settings;

internal sealed record GetAccountSettingRequest([Length(1, 64)] string Name);

internal sealed record GetAccountSettingResponse(string Name, string Value);

/// <summary>A setting of the caller's account in this region, or its default. AWS: API_GetAccountSetting.</summary>
[Operation<EcrApi>]
internal sealed class GetAccountSetting(IRegistryPolicyStore policies) : IOperation<GetAccountSettingRequest, GetAccountSettingResponse>
{
    public static Access Requires(GetAccountSettingRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetAccountSettingResponse> HandleAsync(GetAccountSettingRequest request, Caller caller, CancellationToken ct)
    {
        var setting = AccountSettings.Require(request.Name);
        return new(setting.Name, (await policies.FindAsync(EcrApi.ScopeOf(caller, null), ct)).ValueOf(setting));
    }
}
