using System.Data.Common;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlBlobLinkStore(Database database) : IBlobLinkStore
{
    private const string Find =
        """
        select b.repository_id, b.digest, b.size, b.media_type, b.image_count > 0
        from repository r join repository_blob b on b.repository_id = r.id
        where r.id = @repository and not r.is_deleted and b.digest = @digest
        """;

    private const string IsLive = "select 1 from repository where id = @repository and not is_deleted";

    private const string Renew = "update repository_blob set linked_at = @at where repository_id = @repository and digest = @digest";

    private const string CountLink =
        """
        insert into blob (digest, size, link_count) values (@digest, @size, 1)
        on conflict (digest) do update set link_count = blob.link_count + 1
        """;

    private const string AddLink =
        """
        insert into repository_blob (repository_id, digest, size, linked_at, image_count)
        values (@repository, @digest, @size, @at, 0)
        """;

    private const string Holders =
        $"""
        select {RepositoryRow.Columns} from repository_blob b join repository r on r.id = b.repository_id
        where b.digest = @digest and r.account = @account and r.region = @region and not r.is_deleted
        order by b.repository_id limit @limit
        """;

    public ValueTask<BlobLink?> FindAsync(long repositoryId, Digest digest, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, repositoryId, digest), ct);

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
        session => FindIn(session, fromRepositoryId, digest) is { } link && LinkIn(session, toRepositoryId, digest, link.Size, at), ct);

    public ValueTask<IReadOnlyList<Repository>> FindHoldersAsync(RegistryScope registry, Digest digest, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Repository>>(
            session => session.On(Holders)
                .With("@digest", digest.ToString())
                .With("@account", registry.Account)
                .With("@region", registry.Region)
                .With("@limit", limit)
                .All(RepositoryRow.Read),
            ct);

    public ValueTask<BlobUnlink> UnlinkAsync(long repositoryId, Digest digest, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, repositoryId, digest) is not { } link) return BlobUnlink.NotFound;
            if (link.IsReferenced) return BlobUnlink.Referenced;
            BlobLinkRemoval.Remove(session, new(repositoryId, digest));
            return BlobUnlink.Unlinked;
        },
        ct);

    private static BlobLink? FindIn(SqlSession session, long repositoryId, Digest digest) =>
        session.On(Find).With("@repository", repositoryId).With("@digest", digest.ToString()).First(ReadLink);

    private static bool LinkIn(SqlSession session, long repositoryId, Digest digest, long size, DateTimeOffset at)
    {
        if (!session.On(IsLive).With("@repository", repositoryId).Any()) return false;
        var name = digest.ToString();
        if (session.On(Renew).With("@repository", repositoryId).With("@digest", name).With("@at", at).Run() > 0) return true;
        session.On(CountLink).With("@digest", name).With("@size", size).Run();
        session.On(AddLink).With("@repository", repositoryId).With("@digest", name).With("@size", size).With("@at", at).Run();
        return true;
    }

    private static BlobLink ReadLink(DbDataReader row) =>
        new(row.GetInt64(0), Digest.Parse(row.GetString(1)), row.GetInt64(2), row.TextOrNull(3), row.GetBoolean(4));
}
