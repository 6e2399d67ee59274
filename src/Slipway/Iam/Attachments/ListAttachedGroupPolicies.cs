using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record ListAttachedGroupPoliciesRequest(
    IamName GroupName,
    PolicyPath? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListAttachedGroupPoliciesResponse(IReadOnlyList<AttachedPolicy> AttachedPolicies, bool IsTruncated, string? Marker);

/// <summary>A page of the managed policies that are attached to a group. AWS: API_ListAttachedGroupPolicies.</summary>
[Operation<IamApi>]
internal sealed class ListAttachedGroupPolicies(PolicyHolders holders, IAttachmentStore attachments, Paging paging)
    : IOperation<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse>
{
    public static Access Requires(ListAttachedGroupPoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<ListAttachedGroupPoliciesResponse> HandleAsync(ListAttachedGroupPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        var prefix = $"{request.PathPrefix ?? default}";
        var asked = paging.Ask(caller, nameof(ListAttachedGroupPolicies), request.Marker, request.MaxItems, group.Id, prefix);
        var page = AttachedPolicy.PageOf(await attachments.ListAsync(group.Id, ct), prefix, asked);
        return new(AttachedPolicy.Of(page.Items), page.HasMore, asked.MarkerAfter(page, policy => policy.Key));
    }
}
