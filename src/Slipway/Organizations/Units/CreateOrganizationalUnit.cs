using Slipway.Identity.Organizations;
using Slipway.Kernel;
using Slipway.Organizations.Tags;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Units;

internal sealed record CreateOrganizationalUnitRequest(
    [Length(0, 100)] [Pattern(Patterns.Parent)] string ParentId,
    [Length(1, 128)] [Pattern(Patterns.Text)] string Name,
    IReadOnlyList<TagShape>? Tags);

internal sealed record CreateOrganizationalUnitResponse(UnitShape OrganizationalUnit);

/// <summary>Makes a unit below the root or another unit, at most five levels deep. AWS: API_CreateOrganizationalUnit.</summary>
[Operation<OrganizationsApi>]
internal sealed class CreateOrganizationalUnit(IOrganizationStore organizations, IOrganizationalUnitStore units, IIdSource ids)
    : IOperation<CreateOrganizationalUnitRequest, CreateOrganizationalUnitResponse>
{
    public static Access Requires(CreateOrganizationalUnitRequest request, Caller caller) => Access
        .On(OrganizationsArns.Of(caller, request.ParentId))
        .AlsoIf(request.Tags is { Count: > 0 }, "organizations:TagResource")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateOrganizationalUnitResponse> HandleAsync(CreateOrganizationalUnitRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var tags = TagShape.ToSet(request.Tags);
        var parent = await units.FindAsync(organization.Id, request.ParentId, ct) ?? throw OrganizationsErrors.ParentNotFound();
        if (parent.Level == OrganizationalUnit.MostLevels) throw OrganizationsErrors.UnitTooDeep();
        var root = await units.FindRootAsync(organization.Id, ct);
        var unit = parent.NewChild(OrganizationIds.NewUnit(root.Id, ids), request.Name);
        return await units.AddAsync(unit, tags, ct) switch
        {
            UnitChange.NotFound => throw OrganizationsErrors.ParentNotFound(),
            UnitChange.DuplicateName => throw OrganizationsErrors.DuplicateUnit(),
            UnitChange.TooMany => throw OrganizationsErrors.TooManyUnits(),
            _ => new(UnitShape.Of(unit, organization)),
        };
    }
}
