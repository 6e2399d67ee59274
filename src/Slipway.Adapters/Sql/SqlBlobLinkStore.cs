using System.Data.Common;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlBlobLinkStore(Database database) : IBlobLinkStore
{
    private const string Find =
        """
        select l.repository_id, b.digest, b.size, l.media_type, l.image_count > 0, b.domain, l.image_count > 0 and l.archived_count = l.image_count
        from repository r join blob b on b.domain = r.blob_domain join repository_blob l on l.repository_id = r.id and l.blob_id = b.id
        where r.id = @repository and not r.is_deleted and b.digest = @digest
        """;

    private const string FindDomain = "select blob_domain from repository where id = @repository and not is_deleted";

    private const string Renew = "update repository_blob set linked_at = @at where repository_id = @repository and blob_id = @blob";

    private const string AddBlob = "insert into blob (domain, digest, size, link_count) values (@domain, @digest, @size, 1) returning id";

    private const string CountLink = "update blob set link_count = link_count + 1 where id = @blob";

    private const string AddLink = "insert into repository_blob (repository_id, blob_id, linked_at, image_count) values (@repository, @blob, @at, 0)";

    private const string Holders =
        $"""
        select {RepositoryRow.Columns} from blob b join repository_blob l on l.blob_id = b.id join repository r on r.id = l.repository_id
        where b.domain = @domain and b.digest = @digest and r.account = @account and r.region = @region and not r.is_deleted
        order by l.repository_id limit @limit
        """;

    public ValueTask<BlobLink?> FindAsync(long repositoryId, Digest digest, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, repositoryId, digest), ct);

    public ValueTask<long?> FindDomainAsync(long repositoryId, CancellationToken ct) => database.ReadAsync(session => DomainIn(session, repositoryId), ct);

    public ValueTask<IReadOnlyList<BlobLink>> FindAllAsync(long repositoryId, IReadOnlyCollection<Digest> digests, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<BlobLink>>(
            session =>
            {
                List<BlobLink> links = new(digests.Count);
                foreach (var digest in digests)
                {
                    if (FindIn(session, repositoryId, digest) is { } link) links.Add(link);
                }

                return links;
            },
            ct);

    public ValueTask<bool> LinkAsync(long repositoryId, Digest digest, long size, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session => LinkIn(session, repositoryId, digest, size, at), ct);

    public ValueTask<bool> MountAsync(long fromRepositoryId, long toRepositoryId, Digest digest, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session => FindIn(session, fromRepositoryId, digest) is { } link && DomainIn(session, toRepositoryId) == link.Domain && LinkIn(session, toRepositoryId, digest, link.Size, at), ct);

    public ValueTask<IReadOnlyList<Repository>> FindHoldersAsync(RegistryScope registry, BlobName name, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Repository>>(
            session => session.On(Holders)
                .With("@domain", name.Domain)
                .With("@digest", name.Digest.ToString())
                .With("@account", registry.Account)
                .With("@region", registry.Region)
                .With("@limit", limit)
                .All(RepositoryRow.Read),
            ct);

    public ValueTask<BlobUnlink> UnlinkAsync(long repositoryId, Digest digest, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, repositoryId, digest) is null) return BlobUnlink.NotFound;
            return BlobLinks.Remove(session, repositoryId, BlobLinks.FindBlob(session, repositoryId, digest)!.Value) ? BlobUnlink.Unlinked : BlobUnlink.Referenced;
        },
        ct);

    private static long? DomainIn(SqlSession session, long repositoryId) => session.On(FindDomain).With("@repository", repositoryId).Number();

    private static BlobLink? FindIn(SqlSession session, long repositoryId, Digest digest) =>
        session.On(Find).With("@repository", repositoryId).With("@digest", digest.ToString()).First(ReadLink);

    private static bool LinkIn(SqlSession session, long repositoryId, Digest digest, long size, DateTimeOffset at)
    {
        if (DomainIn(session, repositoryId) is not { } domain) return false;
        var known = BlobLinks.FindBlob(session, repositoryId, digest);
        if (known is { } blob)
        {
            // Whoever links it has brought its bytes.
            ArchiveTasks.MakeHot(session, blob, at);
            if (session.On(Renew).With("@repository", repositoryId).With("@blob", blob).With("@at", at).Run() > 0) return true;
            session.On(CountLink).With("@blob", blob).Run();
        }

        var id = known ?? session.On(AddBlob).With("@domain", domain).With("@digest", digest.ToString()).With("@size", size).Number()!.Value;
        StorageCounts.Add(session, repositoryId, size);
        session.On(AddLink).With("@repository", repositoryId).With("@blob", id).With("@at", at).Run();
        return true;
    }

    private static BlobLink ReadLink(DbDataReader row) =>
        new(row.GetInt64(0), Digest.Parse(row.GetString(1)), row.GetInt64(2), row.TextOrNull(3), row.GetBoolean(4)) { Domain = row.GetInt64(5), IsArchived = row.GetBoolean(6) };
}
