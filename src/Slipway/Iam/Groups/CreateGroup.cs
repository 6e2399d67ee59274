using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam.Groups;

internal sealed record CreateGroupRequest(IamPath? Path, IamName GroupName);

internal sealed record CreateGroupResponse(GroupShape Group);

/// <summary>Creates a group without users and policies. AWS: API_CreateGroup.</summary>
[Operation<IamApi>]
internal sealed class CreateGroup(IGroupStore groups, IIdSource ids, TimeProvider clock) : IOperation<CreateGroupRequest, CreateGroupResponse>
{
    public static Access Requires(CreateGroupRequest request, Caller caller) =>
        Access.On(IamArns.New(caller, "group", request.Path, request.GroupName));

    public async ValueTask<CreateGroupResponse> HandleAsync(CreateGroupRequest request, Caller caller, CancellationToken ct)
    {
        Group group = new(UniqueIds.NewGroup(ids), caller.Account, $"{request.Path ?? IamPath.Root}", $"{request.GroupName}", clock.Now());
        return await groups.AddAsync(group, IamQuotas.GroupsPerAccount, ct) switch
        {
            Addition.Added => new(GroupShape.Of(group)),
            Addition.NameTaken => throw IamErrors.AlreadyExists("Group", group.Name),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.GroupsPerAccount), IamQuotas.GroupsPerAccount),
        };
    }
}
