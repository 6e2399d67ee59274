using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record DescribeOrganizationalUnitRequest([Length(0, 68)] [Pattern(Patterns.Unit)] string OrganizationalUnitId);

internal sealed record DescribeOrganizationalUnitResponse(UnitShape OrganizationalUnit);

/// <summary>One organizational unit. AWS: API_DescribeOrganizationalUnit.</summary>
[Operation<OrganizationsApi>]
internal sealed class DescribeOrganizationalUnit(IOrganizationStore organizations, IOrganizationalUnitStore units)
    : IOperation<DescribeOrganizationalUnitRequest, DescribeOrganizationalUnitResponse>
{
    public static Access Requires(DescribeOrganizationalUnitRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.OrganizationalUnitId));

    public async ValueTask<DescribeOrganizationalUnitResponse> HandleAsync(
        DescribeOrganizationalUnitRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var unit = await units.FindAsync(organization.Id, request.OrganizationalUnitId, ct);
        return new(UnitShape.Of(unit ?? throw OrganizationsErrors.UnitNotFound(), organization));
    }
}
