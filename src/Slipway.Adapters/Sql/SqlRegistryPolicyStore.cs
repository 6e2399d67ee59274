using Slipway.Registry;
using Slipway.Registry.Policies;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRegistryPolicyStore(IdentityDatabase database) : IRegistryPolicyStore
{
    private const string Find = $"select {RepositoryPolicyRow.Columns} from registry_policy p where p.account = @account and p.region = @region";

    private const string Put =
        """
        insert into registry_policy (account, region, document, meaning, updated_at) values (@account, @region, @document, @meaning, @at)
        on conflict (account, region) do update set document = excluded.document, meaning = excluded.meaning, updated_at = excluded.updated_at
        """;

    private const string Delete = "delete from registry_policy where account = @account and region = @region";

    private const string Settings = "select name, value from account_setting where account = @account and region = @region";

    private const string PutSetting =
        """
        insert into account_setting (account, region, name, value, updated_at) values (@account, @region, @name, @value, @at)
        on conflict (account, region, name) do update set value = excluded.value, updated_at = excluded.updated_at
        """;

    public ValueTask<RegistryRules> FindAsync(RegistryScope registry, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            var policy = FindIn(session, registry);
            var settings = On(session, Settings, registry).All(static row => (Name: row.GetString(0), Value: row.GetString(1)));
            return policy is null && settings.Count == 0 ? RegistryRules.None : new(policy, settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        },
        ct);

    public async ValueTask PutPolicyAsync(RegistryScope registry, AccessPolicy policy, DateTimeOffset at, CancellationToken ct) => await database.WriteAsync(
        session => On(session, Put, registry).With("@document", policy.Text).With("@meaning", policy.Meaning).With("@at", at).Run(), ct);

    public ValueTask<AccessPolicy?> DeletePolicyAsync(RegistryScope registry, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, registry);
            if (found is not null) On(session, Delete, registry).Run();
            return found;
        },
        ct);

    public async ValueTask PutSettingAsync(RegistryScope registry, AccountSetting setting, string value, DateTimeOffset at, CancellationToken ct) => await database.WriteAsync(
        session => On(session, PutSetting, registry).With("@name", setting.Name).With("@value", value).With("@at", at).Run(), ct);

    private static AccessPolicy? FindIn(SqlSession session, RegistryScope registry) => On(session, Find, registry).First(RepositoryPolicyRow.Read);

    private static SqlStatement On(SqlSession session, string sql, RegistryScope registry) =>
        session.On(sql).With("@account", registry.Account).With("@region", registry.Region);
}
