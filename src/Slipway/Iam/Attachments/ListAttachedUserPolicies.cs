using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record ListAttachedUserPoliciesRequest(
    [Length(1, 64)] IamName UserName,
    PolicyPath? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListAttachedUserPoliciesResponse(IReadOnlyList<AttachedPolicy> AttachedPolicies, bool IsTruncated, string? Marker);

/// <summary>A page of the managed policies that are attached to a user. AWS: API_ListAttachedUserPolicies.</summary>
[Operation<IamApi>]
internal sealed class ListAttachedUserPolicies(PolicyHolders holders, IAttachmentStore attachments, Paging paging)
    : IOperation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse>
{
    public static Access Requires(ListAttachedUserPoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<ListAttachedUserPoliciesResponse> HandleAsync(ListAttachedUserPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        var prefix = $"{request.PathPrefix ?? default}";
        var asked = paging.Ask(caller, nameof(ListAttachedUserPolicies), request.Marker, request.MaxItems, user.Id, prefix);
        var page = AttachedPolicy.PageOf(await attachments.ListAsync(user.Id, ct), prefix, asked);
        return new(AttachedPolicy.Of(page.Items), page.HasMore, asked.MarkerAfter(page, policy => policy.Key));
    }
}
