using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record UpdateOrganizationalUnitRequest(
    [Length(0, 68)] [Pattern(Patterns.Unit)] string OrganizationalUnitId,
    [Length(1, 128)] [Pattern(Patterns.Text)] string? Name);

internal sealed record UpdateOrganizationalUnitResponse(UnitShape OrganizationalUnit);

/// <summary>Renames a unit; what it holds and what is attached to it stay. AWS: API_UpdateOrganizationalUnit.</summary>
[Operation<OrganizationsApi>]
internal sealed class UpdateOrganizationalUnit(IOrganizationStore organizations, IOrganizationalUnitStore units)
    : IOperation<UpdateOrganizationalUnitRequest, UpdateOrganizationalUnitResponse>
{
    public static Access Requires(UpdateOrganizationalUnitRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.OrganizationalUnitId));

    public async ValueTask<UpdateOrganizationalUnitResponse> HandleAsync(UpdateOrganizationalUnitRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var unit = await units.FindAsync(organization.Id, request.OrganizationalUnitId, ct) ?? throw OrganizationsErrors.UnitNotFound();
        if (request.Name is not { } name) return new(UnitShape.Of(unit, organization));
        return await units.RenameAsync(organization.Id, unit.Id, name, ct) switch
        {
            UnitChange.NotFound => throw OrganizationsErrors.UnitNotFound(),
            UnitChange.DuplicateName => throw OrganizationsErrors.DuplicateUnit(),
            _ => new(UnitShape.Of(unit with { Name = name }, organization)),
        };
    }
}
