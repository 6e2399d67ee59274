using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record GetRoleRequest([Length(1, 64)] IamName RoleName);

internal sealed record GetRoleResponse(RoleShape Role);

/// <summary>One role, with everything that is known of it. AWS: API_GetRole.</summary>
[Operation<IamApi>]
internal sealed class GetRole(IRoleStore roles, TrustPolicies trustPolicies) : IOperation<GetRoleRequest, GetRoleResponse>
{
    public static Access Requires(GetRoleRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<GetRoleResponse> HandleAsync(GetRoleRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireAsync(caller, request.RoleName, ct);
        return new(RoleShape.Of(role, await trustPolicies.ShowAsync(role, ct)));
    }
}
