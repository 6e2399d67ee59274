using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Attachments;

internal sealed record ListAttachedRolePoliciesRequest(
    [Length(1, 64)] IamName RoleName,
    PolicyPath? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListAttachedRolePoliciesResponse(IReadOnlyList<AttachedPolicy> AttachedPolicies, bool IsTruncated, string? Marker);

/// <summary>A page of the managed policies that are attached to a role. AWS: API_ListAttachedRolePolicies.</summary>
[Operation<IamApi>]
internal sealed class ListAttachedRolePolicies(PolicyHolders holders, IAttachmentStore attachments, Paging paging)
    : IOperation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>
{
    public static Access Requires(ListAttachedRolePoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<ListAttachedRolePoliciesResponse> HandleAsync(ListAttachedRolePoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.RoleAsync(caller, request.RoleName, ct);
        var prefix = $"{request.PathPrefix ?? default}";
        var asked = paging.Ask(caller, nameof(ListAttachedRolePolicies), request.Marker, request.MaxItems, role.Id, prefix);
        var page = AttachedPolicy.PageOf(await attachments.ListAsync(role.Id, ct), prefix, asked);
        return new(AttachedPolicy.Of(page.Items), page.HasMore, asked.MarkerAfter(page, policy => policy.Key));
    }
}
