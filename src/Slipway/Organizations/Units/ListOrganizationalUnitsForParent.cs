using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record ListOrganizationalUnitsForParentRequest(
    [Length(0, 100)] [Pattern(Patterns.Parent)] string ParentId,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListOrganizationalUnitsForParentResponse(IReadOnlyList<UnitShape> OrganizationalUnits, string? NextToken);

/// <summary>The units directly below a root or unit. AWS: API_ListOrganizationalUnitsForParent.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListOrganizationalUnitsForParent(IOrganizationStore organizations, IOrganizationalUnitStore units, Paging paging)
    : IOperation<ListOrganizationalUnitsForParentRequest, ListOrganizationalUnitsForParentResponse>
{
    public static Access Requires(ListOrganizationalUnitsForParentRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.ParentId));

    public async ValueTask<ListOrganizationalUnitsForParentResponse> HandleAsync(
        ListOrganizationalUnitsForParentRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var parent = await units.FindAsync(organization.Id, request.ParentId, ct) ?? throw OrganizationsErrors.ParentNotFound();
        var page = paging.Ask(caller, nameof(ListOrganizationalUnitsForParent), request.NextToken, request.MaxResults, parent.Id);
        var found = await units.ListAsync(parent.Id, page.After, page.Limit, ct);
        return new([.. found.Items.Select(unit => UnitShape.Of(unit, organization))], page.TokenAfter(found, item => item.Id));
    }
}
