using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record ListChildrenRequest(
    [Length(0, 100)] [Pattern(Patterns.Parent)] string ParentId,
    ChildType ChildType,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListChildrenResponse(IReadOnlyList<ChildShape> Children, string? NextToken);

/// <summary>An account or unit (API_Child).</summary>
internal sealed record ChildShape(string Id, ChildType Type);

internal enum ChildType
{
    Account,
    OrganizationalUnit,
}

/// <summary>The ids of the accounts, or of the units, directly in a root or unit. AWS: API_ListChildren.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListChildren(IOrganizationStore organizations, IOrganizationalUnitStore units, Paging paging)
    : IOperation<ListChildrenRequest, ListChildrenResponse>
{
    public static Access Requires(ListChildrenRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.ParentId));

    public async ValueTask<ListChildrenResponse> HandleAsync(ListChildrenRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var parent = await units.FindAsync(organization.Id, request.ParentId, ct) ?? throw OrganizationsErrors.ParentNotFound();
        var page = paging.Ask(caller, nameof(ListChildren), request.NextToken, request.MaxResults, parent.Id, request.ChildType.ToString());
        if (request.ChildType is ChildType.Account)
        {
            var accounts = await organizations.ListAccountsOfAsync(parent.Id, page.After, page.Limit, ct);
            return new([.. accounts.Items.Select(account => new ChildShape(account.Id, ChildType.Account))], page.TokenAfter(accounts, item => item.Id));
        }

        var below = await units.ListAsync(parent.Id, page.After, page.Limit, ct);
        return new([.. below.Items.Select(unit => new ChildShape(unit.Id, ChildType.OrganizationalUnit))], page.TokenAfter(below, item => item.Id));
    }
}
