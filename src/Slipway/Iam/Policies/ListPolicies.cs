using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record ListPoliciesRequest(
    PolicyScope? Scope,
    bool? OnlyAttached,
    PolicyPath? PathPrefix,
    PolicyUsageType? PolicyUsageFilter,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListPoliciesResponse(IReadOnlyList<PolicyShape> Policies, bool IsTruncated, string? Marker);

/// <summary>A page of managed policies: the account's by name, then AWS's by name. AWS: API_ListPolicies.</summary>
[Operation<IamApi>]
internal sealed class ListPolicies(IPolicyStore policies, IAttachmentStore attachments, Paging paging) : IOperation<ListPoliciesRequest, ListPoliciesResponse>
{
    public static Access Requires(ListPoliciesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListPoliciesResponse> HandleAsync(ListPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var scope = request.Scope ?? PolicyScope.All;
        PolicyFilter filter = new(
            $"{request.PathPrefix ?? default}",
            request.OnlyAttached is true || request.PolicyUsageFilter is PolicyUsageType.PermissionsPolicy,
            request.PolicyUsageFilter is PolicyUsageType.PermissionsBoundary);
        var asked = paging.Ask(caller, nameof(ListPolicies), request.Marker, request.MaxItems, $"{scope} {filter}");

        var own = scope is PolicyScope.Aws || asked.After?.StartsWith(PolicyArn.AwsKey, StringComparison.Ordinal) is true
            ? new([], HasMore: false)
            : await policies.ListAsync(caller.Account, filter, asked.After ?? "", asked.Limit, ct);
        List<PolicyShape> all = [.. own.Items.Select(PolicyShape.Of)];
        if (!own.HasMore && scope is not PolicyScope.Local) all.AddRange(await AwsPoliciesAsync(caller.Account, filter, asked.After ?? "", ct));

        Page<PolicyShape> page = new([.. all.Take(asked.Limit).Select(policy => policy.Listed())], own.HasMore || all.Count > asked.Limit);
        return new(page.Items, page.HasMore, asked.MarkerAfter(page, KeyOf));
    }

    private async ValueTask<IEnumerable<PolicyShape>> AwsPoliciesAsync(string account, PolicyFilter filter, string after, CancellationToken ct)
    {
        var usages = await attachments.UsageOfAsync(account, [.. AwsManagedPolicies.All.Select(policy => policy.Arn)], ct);
        return
            from policy in AwsManagedPolicies.All
            let usage = usages[policy.Arn]
            where policy.Path.StartsWith(filter.PathPrefix, StringComparison.Ordinal)
                && (!filter.IsAttached || usage.Attachments > 0)
                && (!filter.IsBoundary || usage.Boundaries > 0)
            let shape = PolicyShape.Of(policy, usage)
            let key = KeyOf(shape)
            where string.CompareOrdinal(key, after) > 0
            orderby key
            select shape;
    }

    private static string KeyOf(PolicyShape policy) => PolicyArn.Parse(policy.Arn).Key;
}

/// <summary>Whose policies are listed (policyScopeType).</summary>
internal enum PolicyScope
{
    [Wire("All")]
    All,

    [Wire("AWS")]
    Aws,

    [Wire("Local")]
    Local,
}
