using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record UpdateRoleDescriptionRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(0, 1000)] [Pattern(RoleText.DescriptionPattern)] string Description);

internal sealed record UpdateRoleDescriptionResponse(RoleShape Role);

/// <summary>Changes a role's description, also that of a service-linked one. AWS: API_UpdateRoleDescription.</summary>
[Operation<IamApi>]
internal sealed class UpdateRoleDescription(IRoleStore roles, TrustPolicies trustPolicies)
    : IOperation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse>
{
    public static Access Requires(UpdateRoleDescriptionRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<UpdateRoleDescriptionResponse> HandleAsync(UpdateRoleDescriptionRequest request, Caller caller, CancellationToken ct)
    {
        var found = await roles.RequireAsync(caller, request.RoleName, ct);
        var changed = await roles.ChangeAsync(found, role => role with { Description = RoleText.DescriptionOf(request.Description) }, ct);
        return new(RoleShape.Listed(changed, await trustPolicies.ShowAsync(changed, ct)));
    }
}
