using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record DeleteOrganizationalUnitRequest([Length(0, 68)] [Pattern(Patterns.Unit)] string OrganizationalUnitId);

/// <summary>Removes a unit that holds neither accounts nor units. AWS: API_DeleteOrganizationalUnit.</summary>
[Operation<OrganizationsApi>]
internal sealed class DeleteOrganizationalUnit(IOrganizationStore organizations, IOrganizationalUnitStore units)
    : IOperation<DeleteOrganizationalUnitRequest, Nothing>
{
    public static Access Requires(DeleteOrganizationalUnitRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.OrganizationalUnitId));

    public async ValueTask<Nothing> HandleAsync(DeleteOrganizationalUnitRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        return await units.RemoveAsync(organization.Id, request.OrganizationalUnitId, ct) switch
        {
            UnitChange.NotFound => throw OrganizationsErrors.UnitNotFound(),
            UnitChange.NotEmpty => throw OrganizationsErrors.UnitNotEmpty(),
            _ => Nothing.Instance,
        };
    }
}
