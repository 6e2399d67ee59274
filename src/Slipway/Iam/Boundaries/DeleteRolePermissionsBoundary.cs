using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Boundaries;

internal sealed record DeleteRolePermissionsBoundaryRequest([Length(1, 64)] IamName RoleName);

/// <summary>Takes a role's permissions boundary away; it is no fault if there was none. AWS: API_DeleteRolePermissionsBoundary.</summary>
[Operation<IamApi>]
internal sealed class DeleteRolePermissionsBoundary(IRoleStore roles, IBoundaryStore boundaries) : IOperation<DeleteRolePermissionsBoundaryRequest, Nothing>
{
    public static Access Requires(DeleteRolePermissionsBoundaryRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<Nothing> HandleAsync(DeleteRolePermissionsBoundaryRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        await boundaries.RemoveAsync(role.Id, ct);
        return new();
    }
}
