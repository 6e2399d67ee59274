using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlCreationTemplateStore(Database database) : ICreationTemplateStore
{
    private const string Here = "account = @account and region = @region";

    private const string Count = $"select count(*) from creation_template where {Here}";

    private const string Find = $"select {TemplateRow.Columns} from creation_template where {Here} and prefix_key = @key";

    private const string List =
        $"select {TemplateRow.Columns} from creation_template where {Here} and prefix_key > @after order by prefix_key limit @limit";

    private const string Put =
        """
        insert into creation_template (account, region, prefix_key, prefix, description, encryption_type, kms_key, resource_tags, tag_mutability,
            tag_exclusions, repository_policy, lifecycle_policy, applied_for, custom_role_arn, created_at, updated_at)
        values (@account, @region, @key, @prefix, @description, @encryption, @kms_key, @tags, @mutability,
            @exclusions, @repository_policy, @lifecycle_policy, @applied_for, @role, @created_at, @updated_at)
        on conflict (account, region, prefix_key) do update set description = excluded.description, encryption_type = excluded.encryption_type,
            kms_key = excluded.kms_key, resource_tags = excluded.resource_tags, tag_mutability = excluded.tag_mutability,
            tag_exclusions = excluded.tag_exclusions, repository_policy = excluded.repository_policy, lifecycle_policy = excluded.lifecycle_policy,
            applied_for = excluded.applied_for, custom_role_arn = excluded.custom_role_arn, updated_at = excluded.updated_at
        """;

    private const string Remove = $"delete from creation_template where {Here} and prefix_key = @key";

    public ValueTask<TemplateAddition> AddAsync(CreationTemplate template, int most, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, template.Registry, template.Key) is not null) return TemplateAddition.Exists;
            if (On(session, Count, template.Registry).Number() >= most) return TemplateAddition.TooMany;
            session.On(Put).With(template).Run();
            return TemplateAddition.Added;
        },
        ct);

    public ValueTask<CreationTemplate?> FindAsync(RegistryScope registry, string key, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, registry, key), ct);

    public ValueTask<CreationTemplate?> FindForAsync(RegistryScope registry, RepositoryName name, CreationOccasion occasion, CancellationToken ct) => database.ReadAsync(
        session => CreationTemplate.KeysFor(name)
            .Select(key => FindIn(session, registry, key))
            .FirstOrDefault(template => template is not null && template.AppliedFor.Contains(occasion)),
        ct);

    public ValueTask<Page<CreationTemplate>> ListAsync(RegistryScope registry, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => On(session, List, registry).With("@after", after ?? "").Page(limit, TemplateRow.Read), ct);

    public ValueTask<CreationTemplate?> ChangeAsync(
        RegistryScope registry, string key, Func<CreationTemplate, CreationTemplate> change, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, registry, key) is not { } found) return null;
            var changed = change(found);
            session.On(Put).With(changed).Run();
            return changed;
        },
        ct);

    public ValueTask<CreationTemplate?> RemoveAsync(RegistryScope registry, string key, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, registry, key);
            if (found is not null) On(session, Remove, registry).With("@key", key).Run();
            return found;
        },
        ct);

    private static CreationTemplate? FindIn(SqlSession session, RegistryScope registry, string key) =>
        On(session, Find, registry).With("@key", key).First(TemplateRow.Read);

    private static SqlStatement On(SqlSession session, string sql, RegistryScope registry) =>
        session.On(sql).With("@account", registry.Account).With("@region", registry.Region);
}
