using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Quotas;

namespace Slipway.Adapters.Sql;

/// <summary>Keeps the bytes that a repository and its registry hold, inside the transaction that changes them.</summary>
internal static class StorageCounts
{
    private const string Find =
        """
        select r.account, r.region, r.name, r.held_bytes, r.quota_bytes, coalesce(s.held_bytes, 0), s.quota_bytes
        from repository r left join registry_storage s on s.account = r.account and s.region = r.region where r.id = @repository
        """;

    private const string CountInRepository = "update repository set held_bytes = held_bytes + @bytes where id = @repository returning account, region";

    private const string CountInRegistry =
        """
        insert into registry_storage (account, region, held_bytes) values (@account, @region, @bytes)
        on conflict (account, region) do update set held_bytes = registry_storage.held_bytes + excluded.held_bytes
        """;

    /// <exception cref="StorageQuotaException">They are too many.</exception>
    public static void Add(SqlSession session, long repositoryId, long bytes)
    {
        if (RefusalOf(session, repositoryId, bytes) is { } refusal) throw refusal;
        Count(session, repositoryId, bytes);
    }

    /// <summary>Whatever the quota: of bytes that were there before, or fewer than before.</summary>
    public static void Count(SqlSession session, long repositoryId, long bytes)
    {
        if (bytes == 0) return;
        var registry = session.On(CountInRepository).With("@repository", repositoryId).With("@bytes", bytes)
            .First<RegistryScope?>(static row => new RegistryScope(row.GetString(0), row.GetString(1)));
        if (registry is { } scope) session.On(CountInRegistry).With("@account", scope.Account).With("@region", scope.Region).With("@bytes", bytes).Run();
    }

    /// <returns>null when there is room.</returns>
    public static StorageQuotaException? RefusalOf(SqlSession session, long repositoryId, long bytes)
    {
        if (session.On(Find).With("@repository", repositoryId).First<Use?>(Read) is not { } use) return null;
        if (IsTooMuch(use.OfRepository)) return new(use.Registry, use.Name, use.OfRepository, bytes);
        return IsTooMuch(use.OfRegistry) ? new(use.Registry, null, use.OfRegistry, bytes) : null;

        // Not by the sum, which may be more than a number holds.
        bool IsTooMuch(StorageUse of) => of.MostBytes is { } most && bytes > most - of.HeldBytes;
    }

    private static Use? Read(DbDataReader row) => new(
        new(row.GetString(0), row.GetString(1)),
        RepositoryRow.Name(row.GetString(2)),
        new(row.GetInt64(3), row.NumberOrNull(4)),
        new(row.GetInt64(5), row.NumberOrNull(6)));

    private readonly record struct Use(RegistryScope Registry, RepositoryName Name, StorageUse OfRepository, StorageUse OfRegistry);
}
