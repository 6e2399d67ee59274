using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Accounts;

internal sealed record ListAccountsForParentRequest(
    [Length(0, 100)] [Pattern(Patterns.Parent)] string ParentId,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListAccountsForParentResponse(IReadOnlyList<AccountShape> Accounts, string? NextToken);

/// <summary>The accounts directly in a root or organizational unit. AWS: API_ListAccountsForParent.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListAccountsForParent(IOrganizationStore organizations, IOrganizationalUnitStore units, Paging paging)
    : IOperation<ListAccountsForParentRequest, ListAccountsForParentResponse>
{
    public static Access Requires(ListAccountsForParentRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.ParentId));

    public async ValueTask<ListAccountsForParentResponse> HandleAsync(ListAccountsForParentRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var parent = await units.FindAsync(organization.Id, request.ParentId, ct) ?? throw OrganizationsErrors.ParentNotFound();
        var page = paging.Ask(caller, nameof(ListAccountsForParent), request.NextToken, request.MaxResults, parent.Id);
        var found = await organizations.ListAccountsOfAsync(parent.Id, page.After, page.Limit, ct);
        return new([.. found.Items.Select(account => AccountShape.Of(account, organization))], page.TokenAfter(found, item => item.Id));
    }
}
