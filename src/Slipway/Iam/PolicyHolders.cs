using Slipway.Iam.Roles;
using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Iam;

/// <summary>The first step of every operation on the policies of a user, group or role: whose they are.</summary>
internal sealed class PolicyHolders(IUserStore users, IGroupStore groups, IRoleStore roles)
{
    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public async ValueTask<PolicyHolder> UserAsync(Caller caller, IamName name, CancellationToken ct) =>
        Of(await users.RequireAsync(caller, name, ct));

    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public async ValueTask<PolicyHolder> GroupAsync(Caller caller, IamName name, CancellationToken ct) =>
        await groups.FindAsync(caller.Account, name, ct) is { } group ? new("group", group.Id, group.Name) : throw IamErrors.NotFound("group", $"{name}");

    /// <exception cref="AwsError">NoSuchEntity.</exception>
    public async ValueTask<PolicyHolder> RoleAsync(Caller caller, IamName name, CancellationToken ct) => Of(await roles.RequireAsync(caller, name, ct));

    /// <exception cref="AwsError">NoSuchEntity; UnmodifiableEntity for a service-linked role, which is its service's alone.</exception>
    public async ValueTask<PolicyHolder> ChangeableRoleAsync(Caller caller, IamName name, CancellationToken ct) =>
        Of(await roles.RequireOwnAsync(caller, name, ct));

    private static PolicyHolder Of(User user) => new("user", user.Id, user.Name);

    private static PolicyHolder Of(Role role) => new("role", role.Id, role.Name);
}

/// <summary>A user, group or role, and how much it may hold.</summary>
/// <param name="Kind"><c>user</c>, <c>group</c> or <c>role</c>.</param>
internal sealed record PolicyHolder(string Kind, string Id, string Name)
{
    /// <summary>Managed policies, and what AWS calls their quota.</summary>
    public (int Most, string Name) Attachments => Kind switch
    {
        "user" => (IamQuotas.PoliciesPerUser, nameof(IamQuotas.PoliciesPerUser)),
        "group" => (IamQuotas.PoliciesPerGroup, nameof(IamQuotas.PoliciesPerGroup)),
        _ => (IamQuotas.PoliciesPerRole, nameof(IamQuotas.PoliciesPerRole)),
    };

    /// <summary>Characters of all inline policies, without their white space.</summary>
    public int InlineSize => Kind switch
    {
        "user" => IamQuotas.InlineSizePerUser,
        "group" => IamQuotas.InlineSizePerGroup,
        _ => IamQuotas.InlineSizePerRole,
    };
}
