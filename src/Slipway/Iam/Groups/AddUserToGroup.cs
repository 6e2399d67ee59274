using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Wire;

namespace Slipway.Iam.Groups;

internal sealed record AddUserToGroupRequest(IamName GroupName, IamName UserName);

/// <summary>Puts a user into a group; one that is in it already stays. AWS: API_AddUserToGroup.</summary>
[Operation<IamApi>]
internal sealed class AddUserToGroup(IGroupStore groups) : IOperation<AddUserToGroupRequest, Nothing>
{
    public static Access Requires(AddUserToGroupRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<Nothing> HandleAsync(AddUserToGroupRequest request, Caller caller, CancellationToken ct) =>
        await groups.AddUserAsync(caller.Account, request.GroupName, request.UserName, IamQuotas.GroupsPerUser, ct) switch
        {
            Membership.Changed => new(),
            Membership.NoSuchGroup => throw IamErrors.NotFound("group", $"{request.GroupName}"),
            Membership.NoSuchUser => throw IamErrors.NotFound("user", $"{request.UserName}"),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.GroupsPerUser), IamQuotas.GroupsPerUser),
        };
}
