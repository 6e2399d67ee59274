using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Wire;

namespace Slipway.Iam.Groups;

internal sealed record DeleteGroupRequest(IamName GroupName);

/// <summary>Deletes a group that has neither users nor policies. AWS: API_DeleteGroup.</summary>
[Operation<IamApi>]
internal sealed class DeleteGroup(IGroupStore groups) : IOperation<DeleteGroupRequest, Nothing>
{
    public static Access Requires(DeleteGroupRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<Nothing> HandleAsync(DeleteGroupRequest request, Caller caller, CancellationToken ct) =>
        await groups.DeleteAsync(caller.Account, request.GroupName, ct) switch
        {
            { IsFound: false } => throw IamErrors.NotFound("group", $"{request.GroupName}"),
            { Obstacle: DeletionObstacle.None } => new(),
            { Obstacle: var obstacle } => throw IamErrors.DeleteConflict(obstacle),
        };
}
