using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record ListEntitiesForPolicyRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    EntityType? EntityFilter,
    IamPath? PathPrefix,
    PolicyUsageType? PolicyUsageFilter,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListEntitiesForPolicyResponse(
    IReadOnlyList<PolicyGroup> PolicyGroups,
    IReadOnlyList<PolicyUser> PolicyUsers,
    IReadOnlyList<PolicyRole> PolicyRoles,
    bool IsTruncated,
    string? Marker);

internal sealed record PolicyGroup(string GroupName, string GroupId);

internal sealed record PolicyUser(string UserName, string UserId);

internal sealed record PolicyRole(string RoleName, string RoleId);

/// <summary>A page of the users, groups and roles of the account that use a policy. AWS: API_ListEntitiesForPolicy.</summary>
[Operation<IamApi>]
internal sealed class ListEntitiesForPolicy(IPolicyStore policies, IAttachmentStore attachments, Paging paging)
    : IOperation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>
{
    public static Access Requires(ListEntitiesForPolicyRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<ListEntitiesForPolicyResponse> HandleAsync(ListEntitiesForPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var arn = PolicyReference.RequireVisible(caller, request.PolicyArn).ToString();
        if (AwsManagedPolicies.Find(arn) is null && await policies.FindAsync(arn, ct) is null) throw IamErrors.PolicyNotFound(arn);
        if (request.EntityFilter is EntityType.LocalManagedPolicy or EntityType.AwsManagedPolicy) return new([], [], [], IsTruncated: false, Marker: null);

        EntityFilter filter = new(
            request.EntityFilter switch
            {
                EntityType.User => PolicyEntityKind.User,
                EntityType.Group => PolicyEntityKind.Group,
                EntityType.Role => PolicyEntityKind.Role,
                _ => null,
            },
            $"{request.PathPrefix ?? IamPath.Root}",
            Attached: request.PolicyUsageFilter is not PolicyUsageType.PermissionsBoundary,
            Bounded: request.PolicyUsageFilter is not PolicyUsageType.PermissionsPolicy);
        var asked = paging.Ask(caller, nameof(ListEntitiesForPolicy), request.Marker, request.MaxItems, arn, $"{filter}");
        var page = await attachments.EntitiesOfAsync(caller.Account, arn, filter, asked.After ?? "", asked.Limit, ct);
        return new(
            [.. Of(PolicyEntityKind.Group).Select(group => new PolicyGroup(group.Name, group.Id))],
            [.. Of(PolicyEntityKind.User).Select(user => new PolicyUser(user.Name, user.Id))],
            [.. Of(PolicyEntityKind.Role).Select(role => new PolicyRole(role.Name, role.Id))],
            page.HasMore,
            asked.MarkerAfter(page, entity => entity.Id));

        IEnumerable<PolicyEntity> Of(PolicyEntityKind kind) => page.Items.Where(entity => entity.Kind == kind);
    }
}

/// <summary>What is to be listed; policies use no policies.</summary>
internal enum EntityType
{
    [Wire("User")]
    User,

    [Wire("Role")]
    Role,

    [Wire("Group")]
    Group,

    [Wire("LocalManagedPolicy")]
    LocalManagedPolicy,

    [Wire("AWSManagedPolicy")]
    AwsManagedPolicy,
}
