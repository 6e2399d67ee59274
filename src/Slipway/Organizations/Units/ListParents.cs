using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record ListParentsRequest(
    [Length(0, 100)] [Pattern(Patterns.Child)] string ChildId,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListParentsResponse(IReadOnlyList<ParentShape> Parents, string? NextToken);

/// <summary>What an account or unit is directly in (API_Parent).</summary>
internal sealed record ParentShape(string Id, ParentType Type);

internal enum ParentType
{
    Root,
    OrganizationalUnit,
}

/// <summary>The one root or unit that an account or unit is directly in. AWS: API_ListParents.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListParents(IOrganizationStore organizations, IOrganizationalUnitStore units) : IOperation<ListParentsRequest, ListParentsResponse>
{
    public static Access Requires(ListParentsRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.ChildId));

    public async ValueTask<ListParentsResponse> HandleAsync(ListParentsRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        if (request.NextToken is not null) throw OrganizationsErrors.InvalidNextToken();
        var parent = await ParentOfAsync(organization, request.ChildId, ct) ?? throw OrganizationsErrors.ChildNotFound();
        return new([new(parent, OrganizationIds.IsRoot(parent) ? ParentType.Root : ParentType.OrganizationalUnit)], NextToken: null);
    }

    private async ValueTask<string?> ParentOfAsync(Organization organization, string child, CancellationToken ct)
    {
        if (OrganizationIds.IsUnit(child)) return (await units.FindAsync(organization.Id, child, ct))?.ParentId;
        return await organizations.FindAccountAsync(child, ct) is { } account && account.OrganizationId == organization.Id ? account.ParentId : null;
    }
}
