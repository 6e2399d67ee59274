using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRegistryDocumentStore(Database database) : IRegistryDocumentStore
{
    private const string Find = "select content from registry_document where account = @account and region = @region and kind = @kind";

    private const string Put =
        """
        insert into registry_document (account, region, kind, content, updated_at) values (@account, @region, @kind, @content, @at)
        on conflict (account, region, kind) do update set content = excluded.content, updated_at = excluded.updated_at
        """;

    private const string Delete = "delete from registry_document where account = @account and region = @region and kind = @kind";

    public ValueTask<string?> FindAsync(RegistryScope registry, string kind, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, registry, kind), ct);

    public async ValueTask PutAsync(RegistryScope registry, string kind, string content, DateTimeOffset at, CancellationToken ct) =>
        await database.WriteAsync(session => PutIn(session, registry, kind, content, at), ct);

    public ValueTask<string?> ChangeAsync(RegistryScope registry, string kind, Func<string?, string?> change, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var changed = change(FindIn(session, registry, kind));
            if (changed is null) DeleteIn(session, registry, kind);
            else PutIn(session, registry, kind, changed, at);
            return changed;
        },
        ct);

    public ValueTask<string?> DeleteAsync(RegistryScope registry, string kind, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, registry, kind);
            if (found is not null) DeleteIn(session, registry, kind);
            return found;
        },
        ct);

    private static string? FindIn(SqlSession session, RegistryScope registry, string kind) => On(session, Find, registry, kind).Text();

    private static int PutIn(SqlSession session, RegistryScope registry, string kind, string content, DateTimeOffset at) =>
        On(session, Put, registry, kind).With("@content", content).With("@at", at).Run();

    private static void DeleteIn(SqlSession session, RegistryScope registry, string kind) => On(session, Delete, registry, kind).Run();

    private static SqlStatement On(SqlSession session, string sql, RegistryScope registry, string kind) =>
        session.On(sql).With("@account", registry.Account).With("@region", registry.Region).With("@kind", kind);
}
