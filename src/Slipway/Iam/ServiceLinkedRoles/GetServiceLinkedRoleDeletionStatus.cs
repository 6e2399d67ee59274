using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.ServiceLinkedRoles;

internal sealed record GetServiceLinkedRoleDeletionStatusRequest([Length(1, 1000)] string DeletionTaskId);

internal sealed record GetServiceLinkedRoleDeletionStatusResponse(DeletionTaskStatus Status);

/// <summary>DeletionTaskStatusType of IAM's model. Nothing keeps a deletion from its end, so there is but one.</summary>
internal enum DeletionTaskStatus
{
    Succeeded,
}

/// <summary>How the deletion of a service-linked role went. AWS: API_GetServiceLinkedRoleDeletionStatus.</summary>
[Operation<IamApi>]
internal sealed class GetServiceLinkedRoleDeletionStatus(IRoleDeletionStore deletions)
    : IOperation<GetServiceLinkedRoleDeletionStatusRequest, GetServiceLinkedRoleDeletionStatusResponse>
{
    public static Access Requires(GetServiceLinkedRoleDeletionStatusRequest request, Caller caller) =>
        DeletionTask.TryParse(request.DeletionTaskId, out var task)
            ? Access.On($"arn:aws:iam::{caller.Account}:role{ServiceLinkedRole.PathOf(task.Service)}{task.RoleName}")
            : Access.On(IamArns.All(caller, "role"));

    public async ValueTask<GetServiceLinkedRoleDeletionStatusResponse> HandleAsync(
        GetServiceLinkedRoleDeletionStatusRequest request, Caller caller, CancellationToken ct) =>
        await deletions.IsDoneAsync(caller.Account, request.DeletionTaskId, ct)
            ? new(DeletionTaskStatus.Succeeded)
            : throw IamErrors.DeletionTaskNotFound(request.DeletionTaskId);
}
