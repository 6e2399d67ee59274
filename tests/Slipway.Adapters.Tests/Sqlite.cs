using Slipway.Adapters.Sealing;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using SqliteEngine = Slipway.Adapters.Sql.Sqlite;

namespace Slipway.Adapters.Tests;

/// <summary>How to make the stores over SQLite, and below the contracts that they pass.</summary>
public sealed class SqliteStores : RegistryStores
{
    private const string Counts =
        """
        select 'tag_count of image ' || id from image i where tag_count <> (select count(*) from tag where image_id = i.id)
            and exists (select 1 from repository where id = i.repository_id and not is_deleted)
        union all select 'link_count of blob ' || digest from blob b where link_count <> (select count(*) from repository_blob where blob_id = b.id)
            + (select count(*) from cold_pack where blob_id = b.id)
        union all select 'archived_count of link ' || repository_id || ' ' || blob_id from repository_blob l
            where archived_count <> (select count(*) from image_blob b join image i on i.id = b.image_id
                where b.blob_id = l.blob_id and i.repository_id = l.repository_id and i.status = 'Archived')
            and exists (select 1 from repository where id = l.repository_id and not is_deleted)
        union all select 'chunk_count of pack ' || blob_id from cold_pack p where chunk_count <> (select count(*) from cold_chunk where pack_id = p.blob_id)
        union all select 'piece_count of chunk ' || id from cold_chunk c where piece_count <> (select count(*) from cold_piece where chunk_id = c.id)
        union all select 'image_count of link ' || repository_id || ' ' || blob_id from repository_blob l
            where image_count <> (select count(*) from image_blob b join image i on i.id = b.image_id
                where b.blob_id = l.blob_id and i.repository_id = l.repository_id)
                + (select count(*) from recycled_image_blob b join recycled_image i on i.id = b.recycled_id
                where b.blob_id = l.blob_id and i.repository_id = l.repository_id)
            and exists (select 1 from repository where id = l.repository_id and not is_deleted)
        union all select 'held_bytes of repository ' || name from repository r where held_bytes <>
            coalesce((select sum(b.size) from repository_blob l join blob b on b.id = l.blob_id where l.repository_id = r.id), 0)
            + coalesce((select sum(i.manifest_size) from image i where i.repository_id = r.id), 0)
            + coalesce((select sum(c.manifest_size) from recycled_image c where c.repository_id = r.id), 0)
        union all select 'held_bytes of registry ' || account from registry_storage s where held_bytes <>
            coalesce((select sum(held_bytes) from repository r where r.account = s.account and r.region = s.region), 0)
        union all select 'manifest ' || image_id from manifest where image_id not in (select id from image)
        """;

    private readonly TemporaryFolder folder;
    private readonly Database database;

    private SqliteStores(TemporaryFolder folder, Database database) => (this.folder, this.database) = (folder, database);

    internal Database Database => database;

    public static ValueTask<RegistryStores> Open(TimeProvider clock)
    {
        TemporaryFolder folder = new();
        var database = EmptyDatabase.Open(folder["slipway.db"]);
        ManifestSealing sealing = new(new(database, TestKeys.DataKey, new()));
        IdentityChanges changes = new();
        IdentityDatabase identities = new(database, changes);
        return new(new SqliteStores(folder, database)
        {
            Generation = () => changes.Generation,
            RepositoryPolicies = new SqlRepositoryPolicyStore(identities),
            RegistryPolicies = new SqlRegistryPolicyStore(identities),
            Repositories = new SqlRepositoryStore(database, identities, clock),
            Images = new SqlImageStore(database, sealing, clock),
            Links = new SqlBlobLinkStore(database),
            Collector = new SqlCollectorStore(database, sealing),
            Journal = new SqlChangeJournal(database, new()),
            Protections = new SqlProtectionStore(database),
            Quotas = new SqlStorageQuotaStore(database),
            Search = new SqlImageSearchStore(database),
            Usage = new SqlRepositoryUsageStore(database),
            RecycleBin = new SqlRecycleBinStore(database, identities, sealing),
            Documents = new SqlRegistryDocumentStore(database),
            Replication = new SqlReplicationStore(database, new()),
            Backfills = new SqlReplicationBackfillStore(database),
            Templates = new SqlCreationTemplateStore(database),
            Signings = new SqlSigningStore(database),
            Exclusions = new SqlPullExclusionStore(database),
            LifecyclePolicies = new SqlLifecyclePolicyStore(database),
            Archive = new SqlArchiveStore(database),
            LifecyclePreviews = new SqlLifecyclePreviewStore(database),
        });
    }

    public override async Task<IReadOnlyList<string>> WrongCountsAsync() =>
        await database.ReadAsync(session => session.On(Counts).All(row => row.GetString(0)), CancellationToken.None);

    public override async Task<IReadOnlyList<string>> RowsAsync() => await database.ReadAsync(
        session => (IReadOnlyList<string>)[.. Tables.Concat(LifecycleTables).Select(table => (table, rows: session.On($"select count(*) from {table}").Number()))
            .Where(table => table.rows > 0)
            .Select(table => $"{table.table}: {table.rows}")],
        CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    private static readonly string[] LifecycleTables = ["lifecycle_policy", "lifecycle_preview", "lifecycle_preview_result"];

    private static readonly string[] Tables =
        ["repository", "recycled_image", "recycled_manifest", "recycled_image_blob", "blob", "repository_blob", "manifest", "image", "tag", "image_blob", "image_child", "repository_policy", "image_signature",
            "cold_pack", "cold_chunk", "cold_piece", "archive_task"];

    /// <summary>Runs a statement past the constraints, as damage would.</summary>
    public void Damage(string sql)
    {
        using SqlSession session = new(new SqliteEngine(folder["slipway.db"]).OpenWriter());
        session.On("pragma foreign_keys=off").Run();
        session.On(sql).Run();
    }
}

public sealed class SqliteRepositoryStore : RepositoryStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteImageStore : ImageStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteBlobLinkStore : BlobLinkStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteCollectorStore : CollectorStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteChangeJournal : ChangeJournalContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteRegistryDocumentStore : RegistryDocumentStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteProtectionStore : ProtectionStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteStorageQuotaStore : StorageQuotaStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteLifecyclePreviewStore : LifecyclePreviewStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteLifecyclePolicyStore : LifecyclePolicyStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteImageSearchStore : ImageSearchStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteRepositoryUsageStore : RepositoryUsageStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteRecycleBinStore : RecycleBinStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteRecycledRepositories : RecycledRepositoriesContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqliteArchiveStore : ArchiveStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}
