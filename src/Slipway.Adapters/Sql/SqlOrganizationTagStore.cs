using Slipway.Identity.Organizations;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IOrganizationTagStore"/>
internal sealed class SqlOrganizationTagStore(IdentityDatabase database) : IOrganizationTagStore
{
    private const string HasResource =
        """
        select 1 from organization_unit where organization_id = @organization and id = @resource
        union all
        select 1 from organization_account where organization_id = @organization and id = @resource
        union all
        select 1 from organization_policy where organization_id = @organization and id = @resource
        """;

    private const string Find = "select tags from organization_tags where organization_id = @organization and resource_id = @resource";

    public ValueTask<TagSet?> FindAsync(string organizationId, string resourceId, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, organizationId, resourceId), ct);

    public ValueTask<bool> ChangeAsync(string organizationId, string resourceId, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, organizationId, resourceId) is not { } tags) return false;
            sql.PutResourceTags(organizationId, resourceId, change(tags));
            return true;
        },
        ct);

    private static TagSet? FindIn(SqlSession sql, string organization, string resource)
    {
        if (!sql.On(HasResource).With("@organization", organization).With("@resource", resource).Any()) return null;
        var tags = sql.On(Find).With("@organization", organization).With("@resource", resource).Text();
        return tags is null ? TagSet.Empty : new(JsonText.Map(tags));
    }
}
