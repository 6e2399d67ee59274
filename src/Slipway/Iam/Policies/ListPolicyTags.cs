using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

internal sealed record ListPolicyTagsRequest(
    [Length(PolicyReference.ShortestArn, PolicyReference.LongestArn)] string PolicyArn,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListPolicyTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a policy's tags, by key; AWS's policies have none. AWS: API_ListPolicyTags.</summary>
[Operation<IamApi>]
internal sealed class ListPolicyTags(IPolicyStore policies, Paging paging) : IOperation<ListPolicyTagsRequest, ListPolicyTagsResponse>
{
    public static Access Requires(ListPolicyTagsRequest request, Caller caller) => Access.On(request.PolicyArn);

    public async ValueTask<ListPolicyTagsResponse> HandleAsync(ListPolicyTagsRequest request, Caller caller, CancellationToken ct)
    {
        var arn = PolicyReference.RequireVisible(caller, request.PolicyArn).ToString();
        var tags = AwsManagedPolicies.Find(arn) is not null ? TagSet.Empty
            : await policies.FindAsync(arn, ct) is { } own ? own.Tags
            : throw IamErrors.PolicyNotFound(arn);
        var page = TagPage.Of(tags, paging.Ask(caller, nameof(ListPolicyTags), request.Marker, request.MaxItems, arn));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}
