using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Wire;

namespace Slipway.Iam.Groups;

internal sealed record UpdateGroupRequest(IamName GroupName, IamPath? NewPath, IamName? NewGroupName);

/// <summary>Gives a group another name or path; its id, users and policies stay. AWS: API_UpdateGroup.</summary>
// Departs: where only the name changes, the group as it is to be is asked about without its path.
[Operation<IamApi>]
internal sealed class UpdateGroup(IGroupStore groups) : IOperation<UpdateGroupRequest, Nothing>
{
    /// <summary>It must be allowed for the group as it is and as it is to be.</summary>
    public static Access Requires(UpdateGroupRequest request, Caller caller)
    {
        var access = Access.On(IamArns.Of(caller, "group", request.GroupName));
        return request is { NewGroupName: null, NewPath: null }
            ? access
            : access.Also("iam:UpdateGroup", IamArns.New(caller, "group", request.NewPath, request.NewGroupName ?? request.GroupName));
    }

    public async ValueTask<Nothing> HandleAsync(UpdateGroupRequest request, Caller caller, CancellationToken ct) =>
        await groups.RenameAsync(caller.Account, request.GroupName, request.NewGroupName, request.NewPath, ct) switch
        {
            Renaming.Renamed => new(),
            Renaming.NotFound => throw IamErrors.NotFound("group", $"{request.GroupName}"),
            _ => throw IamErrors.AlreadyExists("Group", $"{request.NewGroupName}"),
        };
}
