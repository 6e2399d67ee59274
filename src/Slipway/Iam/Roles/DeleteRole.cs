using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record DeleteRoleRequest([Length(1, 64)] IamName RoleName);

/// <summary>Deletes a role once its policies are gone and no instance profile holds it. AWS: API_DeleteRole.</summary>
[Operation<IamApi>]
internal sealed class DeleteRole(IRoleStore roles) : IOperation<DeleteRoleRequest, Nothing>
{
    public static Access Requires(DeleteRoleRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<Nothing> HandleAsync(DeleteRoleRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireOwnAsync(caller, request.RoleName, ct);
        return await roles.DeleteAsync(role.Id, ct) switch
        {
            { IsFound: false } => throw IamErrors.NotFound("role", $"{request.RoleName}"),
            { Obstacle: DeletionObstacle.None } => new(),
            { Obstacle: var obstacle } => throw IamErrors.DeleteConflict(obstacle),
        };
    }
}
