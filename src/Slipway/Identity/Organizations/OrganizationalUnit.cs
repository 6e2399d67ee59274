namespace Slipway.Identity.Organizations;

/// <summary>A root or an organizational unit. It never moves.</summary>
/// <param name="Id"><c>r-…</c> or <c>ou-…</c></param>
/// <param name="ParentId">null for the root.</param>
/// <param name="Name">Unique below its parent.</param>
/// <param name="Path"><c>o-…/r-…/ou-…/</c>, with this unit at its end.</param>
internal sealed record OrganizationalUnit(string Id, string OrganizationId, string? ParentId, string Name, string Path)
{
    /// <summary>Levels of units below the root.</summary>
    public const int MostLevels = 5;

    /// <summary>Whether service control policies are in force; the root says it for all.</summary>
    public bool HasServiceControl { get; init; }

    /// <summary>0 for the root, 1 for a unit directly below it.</summary>
    public int Level => Path.Count(character => character == '/') - 2;

    public static OrganizationalUnit Root(string id, string organizationId) =>
        new(id, organizationId, ParentId: null, "Root", $"{organizationId}/{id}/") { HasServiceControl = true };

    /// <summary>A new unit directly below this one.</summary>
    public OrganizationalUnit NewChild(string id, string name) => new(id, OrganizationId, Id, name, $"{Path}{id}/");
}
