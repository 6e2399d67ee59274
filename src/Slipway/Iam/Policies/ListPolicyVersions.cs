using System.Globalization;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record ListPolicyVersionsRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListPolicyVersionsResponse(IReadOnlyList<PolicyVersionShape> Versions, bool IsTruncated, string? Marker);

/// <summary>A page of a policy's versions without their documents, the latest first. AWS: API_ListPolicyVersions.</summary>
[Operation<IamApi>]
internal sealed class ListPolicyVersions(IPolicyVersionStore versions, Paging paging) : IOperation<ListPolicyVersionsRequest, ListPolicyVersionsResponse>
{
    public static Access Requires(ListPolicyVersionsRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<ListPolicyVersionsResponse> HandleAsync(ListPolicyVersionsRequest request, Caller caller, CancellationToken ct)
    {
        var arn = PolicyReference.RequireVisible(caller, request.PolicyArn).ToString();
        if (AwsManagedPolicies.Find(arn) is { } aws) return new([PolicyVersionShape.Listed(aws)], IsTruncated: false, Marker: null);
        var asked = paging.Ask(caller, nameof(ListPolicyVersions), request.Marker, request.MaxItems, arn);
        var before = asked.After is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : long.MaxValue;
        var page = await versions.ListAsync(arn, before, asked.Limit, ct);
        // A policy is never without a version; a page behind the last one begins with a marker.
        if (page.Items.Count == 0 && asked.After is null) throw IamErrors.PolicyNotFound(arn);
        return new(
            [.. page.Items.Select(PolicyVersionShape.Listed)],
            page.HasMore,
            asked.MarkerAfter(page, version => version.Number.ToString(CultureInfo.InvariantCulture)));
    }
}
