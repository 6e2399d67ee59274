using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record ListRootsRequest(
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListRootsResponse(IReadOnlyList<RootShape> Roots, string? NextToken);

/// <summary>The one root of the organization. AWS: API_ListRoots.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListRoots(IOrganizationStore organizations, IOrganizationalUnitStore units) : IOperation<ListRootsRequest, ListRootsResponse>
{
    public static Access Requires(ListRootsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListRootsResponse> HandleAsync(ListRootsRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        if (request.NextToken is not null) throw OrganizationsErrors.InvalidNextToken();
        return new([RootShape.Of(await units.FindRootAsync(organization.Id, ct), organization)], NextToken: null);
    }
}
