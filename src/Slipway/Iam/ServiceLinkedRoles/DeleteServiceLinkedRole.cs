using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.ServiceLinkedRoles;

internal sealed record DeleteServiceLinkedRoleRequest([Length(1, 64)] IamName RoleName);

internal sealed record DeleteServiceLinkedRoleResponse(string DeletionTaskId);

/// <summary>Deletes a service-linked role with its policy; how it went is asked for with the task's id. AWS: API_DeleteServiceLinkedRole.</summary>
[Operation<IamApi>]
internal sealed class DeleteServiceLinkedRole(IRoleStore roles, IRoleDeletionStore deletions, IIdSource ids, TimeProvider clock)
    : IOperation<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse>
{
    public static Access Requires(DeleteServiceLinkedRoleRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<DeleteServiceLinkedRoleResponse> HandleAsync(DeleteServiceLinkedRoleRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireAsync(caller, request.RoleName, ct);
        if (role.Service is not { } service) throw IamErrors.NotFound("role", $"{request.RoleName}");
        DeletionTask task = new(service, role.Name, ids.NewId());
        return await deletions.DeleteAsync(role, $"{task}", clock.Now(), ct)
            ? new($"{task}")
            : throw IamErrors.NotFound("role", $"{request.RoleName}");
    }
}
