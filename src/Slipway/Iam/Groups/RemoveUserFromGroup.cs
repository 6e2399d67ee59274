using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Wire;

namespace Slipway.Iam.Groups;

internal sealed record RemoveUserFromGroupRequest(IamName GroupName, IamName UserName);

/// <summary>Takes a user out of a group; one that is not in it stays out. AWS: API_RemoveUserFromGroup.</summary>
[Operation<IamApi>]
internal sealed class RemoveUserFromGroup(IGroupStore groups) : IOperation<RemoveUserFromGroupRequest, Nothing>
{
    public static Access Requires(RemoveUserFromGroupRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<Nothing> HandleAsync(RemoveUserFromGroupRequest request, Caller caller, CancellationToken ct) =>
        await groups.RemoveUserAsync(caller.Account, request.GroupName, request.UserName, ct) switch
        {
            Membership.Changed => new(),
            Membership.NoSuchGroup => throw IamErrors.NotFound("group", $"{request.GroupName}"),
            _ => throw IamErrors.NotFound("user", $"{request.UserName}"),
        };
}
