using Slipway.Identity.Organizations;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IOrganizationalUnitStore"/>
internal sealed class SqlOrganizationalUnitStore(IdentityDatabase database) : IOrganizationalUnitStore
{
    private const string Find =
        $"select {OrganizationRows.UnitColumns} from organization_unit u where u.id = @id and u.organization_id = @organization";

    private const string FindRoot =
        $"select {OrganizationRows.UnitColumns} from organization_unit u where u.organization_id = @organization and u.parent_id is null";

    private const string List =
        $"""
        select {OrganizationRows.UnitColumns} from organization_unit u
        where u.parent_id = @parent and u.id > @after
        order by u.id limit @limit
        """;

    private const string Count = "select count(*) from organization_unit where organization_id = @organization and parent_id is not null";

    private const string HasName = "select 1 from organization_unit where parent_id = @parent and name = @name";

    private const string Rename = "update organization_unit set name = @name where id = @id";

    private const string HasUnits = "select 1 from organization_unit where parent_id = @id limit 1";

    private const string HasAccounts = "select 1 from organization_account where parent_id = @id limit 1";

    private const string DetachAll = "delete from organization_policy_attachment where target_id = @id";

    private const string Remove = "delete from organization_unit where id = @id";

    public ValueTask<OrganizationalUnit?> FindAsync(string organizationId, string id, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, organizationId, id), ct);

    public async ValueTask<OrganizationalUnit> FindRootAsync(string organizationId, CancellationToken ct) =>
        await database.ReadAsync(sql => sql.On(FindRoot).With("@organization", organizationId).First(OrganizationRows.ReadUnit), ct)
        ?? throw new InvalidDataException($"The organization {organizationId} has no root.");

    public ValueTask<Page<OrganizationalUnit>> ListAsync(string parentId, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(List).With("@parent", parentId).With("@after", after ?? "").Page(limit, OrganizationRows.ReadUnit), ct);

    public ValueTask<UnitChange> AddAsync(OrganizationalUnit unit, TagSet tags, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, unit.OrganizationId, unit.ParentId!) is null) return UnitChange.NotFound;
            if (sql.On(Count).With("@organization", unit.OrganizationId).Number() >= IOrganizationalUnitStore.MostUnits) return UnitChange.TooMany;
            if (!sql.Insert(unit)) return UnitChange.DuplicateName;
            sql.AttachFullAccess(unit.OrganizationId, unit.Id);
            sql.PutResourceTags(unit.OrganizationId, unit.Id, tags);
            return UnitChange.Done;
        },
        ct);

    public ValueTask<UnitChange> RenameAsync(string organizationId, string id, string name, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, organizationId, id) is not { ParentId: { } parent } unit) return UnitChange.NotFound;
            if (unit.Name == name) return UnitChange.Done;
            if (sql.On(HasName).With("@parent", parent).With("@name", name).Any()) return UnitChange.DuplicateName;
            sql.On(Rename).With("@id", id).With("@name", name).Run();
            return UnitChange.Done;
        },
        ct);

    public ValueTask<UnitChange> RemoveAsync(string organizationId, string id, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, organizationId, id) is not { ParentId: not null }) return UnitChange.NotFound;
            if (sql.On(HasUnits).With("@id", id).Any() || sql.On(HasAccounts).With("@id", id).Any()) return UnitChange.NotEmpty;
            sql.On(DetachAll).With("@id", id).Run();
            sql.PutResourceTags(organizationId, id, TagSet.Empty);
            sql.On(Remove).With("@id", id).Run();
            return UnitChange.Done;
        },
        ct);

    private static OrganizationalUnit? FindIn(SqlSession sql, string organization, string id) =>
        sql.On(Find).With("@id", id).With("@organization", organization).First(OrganizationRows.ReadUnit);
}
