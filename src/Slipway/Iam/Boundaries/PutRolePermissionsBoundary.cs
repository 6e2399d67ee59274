using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Boundaries;

internal sealed record PutRolePermissionsBoundaryRequest([Length(1, 64)] IamName RoleName, [Length(20, 2048)] string PermissionsBoundary);

/// <summary>Sets the managed policy beyond which nothing that a role is granted goes. AWS: API_PutRolePermissionsBoundary.</summary>
[Operation<IamApi>]
internal sealed class PutRolePermissionsBoundary(IRoleStore roles, IBoundaryStore boundaries) : IOperation<PutRolePermissionsBoundaryRequest, Nothing>
{
    public static Access Requires(PutRolePermissionsBoundaryRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "role", request.RoleName)).With("iam:PermissionsBoundary", request.PermissionsBoundary);

    public async ValueTask<Nothing> HandleAsync(PutRolePermissionsBoundaryRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        await boundaries.PutAsync("role", role.Id, role.Name, request.PermissionsBoundary, ct);
        return new();
    }
}
