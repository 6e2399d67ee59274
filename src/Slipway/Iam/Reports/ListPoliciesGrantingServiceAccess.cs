using Slipway.Identity.Grants;
using Slipway.Iam.PolicyEngine;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record ListPoliciesGrantingServiceAccessRequest(
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Length(20, 2048)] string Arn,
    [Items(1, 200)] [Length(1, 64)] [Pattern(@"[\w-]*")] IReadOnlyList<string> ServiceNamespaces);

internal sealed record ListPoliciesGrantingServiceAccessResponse(
    IReadOnlyList<GrantingPolicies> PoliciesGrantingServiceAccess, bool IsTruncated, string? Marker);

/// <summary>Which policies allow something of a service (API_ListPoliciesGrantingServiceAccessEntry).</summary>
internal sealed record GrantingPolicies(string ServiceNamespace, IReadOnlyList<GrantingPolicy> Policies);

/// <summary>API_PolicyGrantingServiceAccess.</summary>
/// <param name="EntityType">Whose inline policy it is; null for a managed one.</param>
internal sealed record GrantingPolicy(string PolicyName, GrantingPolicyType PolicyType, string? PolicyArn, EntityType? EntityType, string? EntityName)
{
    public static GrantingPolicy Of(GrantedPolicy policy) => policy.Arn is { } arn
        ? new(policy.Name, GrantingPolicyType.Managed, arn, null, null)
        : new(policy.Name, GrantingPolicyType.Inline, null, TypeOf(policy.Holder), policy.HolderName);

    private static EntityType TypeOf(PolicySourceType holder) => holder switch
    {
        PolicySourceType.User => Reports.EntityType.User,
        PolicySourceType.Group => Reports.EntityType.Group,
        _ => Reports.EntityType.Role,
    };
}

/// <summary>policyType of the model.</summary>
internal enum GrantingPolicyType
{
    Inline,
    Managed,
}

/// <summary>The policies of a user with its groups, of a group or of a role that allow anything of services. AWS: API_ListPoliciesGrantingServiceAccess.</summary>
[Operation<IamApi>]
internal sealed class ListPoliciesGrantingServiceAccess(ReportSubjects subjects, Paging paging)
    : IOperation<ListPoliciesGrantingServiceAccessRequest, ListPoliciesGrantingServiceAccessResponse>
{
    public static Access Requires(ListPoliciesGrantingServiceAccessRequest request, Caller caller) => Access.On(IamArns.Named(request.Arn));

    public async ValueTask<ListPoliciesGrantingServiceAccessResponse> HandleAsync(
        ListPoliciesGrantingServiceAccessRequest request, Caller caller, CancellationToken ct)
    {
        var asked = paging.Ask(
            caller, nameof(ListPoliciesGrantingServiceAccess), request.Marker, maxItems: null, request.Arn, string.Join(',', request.ServiceNamespaces));
        var subject = await subjects.RequireAsync(request.Arn, caller.Account, ct);
        if (subject.Kind is ReportSubjectKind.Policy) throw IamErrors.InvalidEntityArn(request.Arn);
        List<string> services = [.. request.ServiceNamespaces.Distinct(StringComparer.Ordinal)];
        var start = asked.After is { } after ? services.IndexOf(after) + 1 : 0;
        Page<GrantingPolicies> page = new([.. services.Skip(start).Take(asked.Limit).Select(EntryOf)], services.Count > start + asked.Limit);
        return new(page.Items, page.HasMore, asked.MarkerAfter(page, entry => entry.ServiceNamespace));

        GrantingPolicies EntryOf(string service) =>
            new(service, [.. subject.Policies.Where(policy => subjects.IsGranted(policy, service)).Select(GrantingPolicy.Of).Distinct()]);
    }
}
