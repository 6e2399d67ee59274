using Slipway.Iam.InstanceProfiles;
using Slipway.Iam.Policies;
using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Policies;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Iam.Account;

/// <summary>Pages of everything in an account that gives permissions, one kind at a time.</summary>
internal sealed class AuthorizationDetails(
    IUserStore users,
    IGroupStore groups,
    IRoleStore roles,
    IPolicyStore policies,
    IPolicyVersionStore versions,
    IAttachmentStore attachments,
    IInstanceProfileStore profiles,
    TrustPolicies trustPolicies,
    InstanceProfileShapes profileShapes)
{
    private static readonly PolicyFilter AnyPolicy = new(PathPrefix: "/", IsAttached: false, IsBoundary: false);

    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    public async ValueTask<Page<UserDetail>> UsersAsync(string account, string? after, int limit, CancellationToken ct)
    {
        var page = await users.ListAsync(account, "/", after, limit, ct);
        var held = await attachments.PoliciesOfAsync([.. page.Items.Select(user => user.Id)], ct);
        List<UserDetail> details = [];
        foreach (var (user, own) in page.Items.Zip(held))
            details.Add(UserDetail.Of(user, own, (await groups.ListOfUserAsync(user, after: null, IamQuotas.GroupsPerUser, ct)).Items));
        return new(details, page.HasMore);
    }

    /// <inheritdoc cref="UsersAsync"/>
    public async ValueTask<Page<GroupDetail>> GroupsAsync(string account, string? after, int limit, CancellationToken ct)
    {
        var page = await groups.ListAsync(account, "/", after, limit, ct);
        var held = await attachments.PoliciesOfAsync([.. page.Items.Select(group => group.Id)], ct);
        return new([.. page.Items.Zip(held, GroupDetail.Of)], page.HasMore);
    }

    /// <inheritdoc cref="UsersAsync"/>
    public async ValueTask<Page<RoleDetail>> RolesAsync(string account, string? after, int limit, CancellationToken ct)
    {
        var page = await roles.ListAsync(account, "/", after, limit, ct);
        var held = await attachments.PoliciesOfAsync([.. page.Items.Select(role => role.Id)], ct);
        List<RoleDetail> details = [];
        foreach (var (role, own) in page.Items.Zip(held))
        {
            var holding = await profiles.ListOfRoleAsync(role.Id, after: null, IamQuotas.InstanceProfilesPerAccount, ct);
            details.Add(RoleDetail.Of(role, await trustPolicies.ShowAsync(role, ct), own, await profileShapes.ListedAsync(holding.Items, ct)));
        }

        return new(details, page.HasMore);
    }

    /// <summary>Customers' managed policies, whether anybody uses them or not.</summary>
    /// <inheritdoc cref="UsersAsync"/>
    public async ValueTask<Page<ManagedPolicyDetail>> LocalPoliciesAsync(string account, string? after, int limit, CancellationToken ct)
    {
        var page = await policies.ListAsync(account, AnyPolicy, IamName.KeyOf(after ?? ""), limit, ct);
        List<ManagedPolicyDetail> details = [];
        foreach (var policy in page.Items)
        {
            var all = await versions.ListAsync(policy.Arn, long.MaxValue, IamQuotas.VersionsPerPolicy, ct);
            details.Add(ManagedPolicyDetail.Of(PolicyShape.Of(policy), [.. all.Items.Select(PolicyVersionShape.Of)]));
        }

        return new(details, page.HasMore);
    }

    /// <summary>Those of AWS's policies that somebody in the account uses.</summary>
    /// <inheritdoc cref="UsersAsync"/>
    public async ValueTask<Page<ManagedPolicyDetail>> AwsPoliciesAsync(string account, string? after, int limit, CancellationToken ct)
    {
        var usages = await attachments.UsageOfAsync(account, [.. AwsManagedPolicies.All.Select(policy => policy.Arn)], ct);
        var used = AwsManagedPolicies.All
            .Where(policy => usages[policy.Arn] is { Attachments: > 0 } or { Boundaries: > 0 })
            .OrderBy(policy => policy.Name, StringComparer.Ordinal)
            .Where(policy => string.CompareOrdinal(policy.Name, after) > 0)
            .ToList();
        return new(
            [.. used.Take(limit).Select(policy => ManagedPolicyDetail.Of(PolicyShape.Of(policy, usages[policy.Arn]), [PolicyVersionShape.Of(policy)]))],
            used.Count > limit);
    }
}
