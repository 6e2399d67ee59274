using Slipway.Identity.Organizations;

namespace Slipway.Organizations.Units;

/// <summary>An organizational unit as clients see it (API_OrganizationalUnit).</summary>
internal sealed record UnitShape(string Id, string Arn, string Name, string Path)
{
    public static UnitShape Of(OrganizationalUnit unit, Organization organization) =>
        new(unit.Id, organization.UnitArn(unit.Id), unit.Name, unit.Path);
}
