using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>
/// Roots and organizational units. Each method is one transaction; what returned is durable. Listings are in the order
/// of ids. Must pass OrganizationStoresContract.
/// </summary>
internal interface IOrganizationalUnitStore
{
    /// <summary>The units that an organization may have.</summary>
    const int MostUnits = 2000;

    /// <param name="id">Of a root or of a unit.</param>
    ValueTask<OrganizationalUnit?> FindAsync(string organizationId, string id, CancellationToken ct);

    ValueTask<OrganizationalUnit> FindRootAsync(string organizationId, CancellationToken ct);

    /// <summary>Those directly below a root or unit.</summary>
    /// <param name="after">The id that the last page ended with; null for the first.</param>
    ValueTask<Page<OrganizationalUnit>> ListAsync(string parentId, string? after, int limit, CancellationToken ct);

    /// <summary>Adds a unit with FullAWSAccess on it.</summary>
    ValueTask<UnitChange> AddAsync(OrganizationalUnit unit, TagSet tags, CancellationToken ct);

    ValueTask<UnitChange> RenameAsync(string organizationId, string id, string name, CancellationToken ct);

    /// <summary>Removes a unit that holds neither units nor accounts, with what is attached to it.</summary>
    ValueTask<UnitChange> RemoveAsync(string organizationId, string id, CancellationToken ct);
}

internal enum UnitChange
{
    Done,

    /// <summary>The unit, or for a new one its parent.</summary>
    NotFound,
    DuplicateName,
    TooMany,
    NotEmpty,
}
