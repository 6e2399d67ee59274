using System.Data.Common;
using System.Runtime.CompilerServices;
using Slipway.Adapters.Sealing;
using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Journal;
using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlCollectorStore(Database database, ManifestSealing sealing) : ICollectorStore
{
    private const int PageSize = 1000;

    private const string UnreferencedLinks =
        """
        select l.repository_id, b.digest from repository_blob l join blob b on b.id = l.blob_id
        where l.image_count = 0 and l.linked_at < @before and (l.repository_id, l.blob_id) > (@after_repository, @after_blob)
        order by l.repository_id, l.blob_id limit @limit
        """;

    private const string UnlinkedBlobs = "select domain, digest from blob where link_count = 0 and not is_cold order by id limit @limit";

    private const string ForgetBlob = "delete from blob where domain = @domain and digest = @digest and link_count = 0 and not is_cold";

    private const string FindBlob = "select id from blob where domain = @domain and digest = @digest";

    private const string Orphans =
        """
        select i.id, i.digest, i.repository_id, i.subject_deleted_at from image i join repository r on r.id = i.repository_id
        where r.protection <> 'RepositoryAndImages' and i.subject_deleted_at < @before and not exists (select 1 from image_child where child_id = i.id)
        order by i.subject_deleted_at, i.id limit @limit
        """;

    private const string Images =
        """
        select i.id, r.account, r.region, r.name from image i join repository r on r.id = i.repository_id
        where i.id > @after and not r.is_deleted order by i.id limit @limit
        """;

    private const string Manifest =
        "select i.digest, i.media_type, m.content, i.repository_id, r.blob_domain from image i join repository r on r.id = i.repository_id join manifest m on m.image_id = i.id where i.id = @image";

    public ValueTask<IReadOnlyList<LinkKey>> ListUnreferencedLinksAsync(
        DateTimeOffset linkedBefore, LinkKey? after, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<LinkKey>>(
        session => session.On(UnreferencedLinks)
            .With("@before", linkedBefore)
            .With("@after_repository", after?.RepositoryId ?? 0)
            // Forgotten since: its repository is read again from its start, where what was removed no longer is.
            .With("@after_blob", after is { } last ? BlobLinks.FindBlob(session, last.RepositoryId, last.Digest) ?? 0 : 0)
            .With("@limit", limit)
            .All(static row => new LinkKey(row.GetInt64(0), Digest.Parse(row.GetString(1)))),
        ct);

    public ValueTask<int> RemoveLinksAsync(IReadOnlyCollection<LinkKey> links, DateTimeOffset linkedBefore, CancellationToken ct) => database.WriteAsync(
        session => links.Count(link => BlobLinks.RemoveOlder(session, link, linkedBefore)), ct);

    public ValueTask<IReadOnlyList<BlobName>> ListUnlinkedBlobsAsync(int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<BlobName>>(
        session => session.On(UnlinkedBlobs).With("@limit", limit).All(ReadName), ct);

    public ValueTask<bool> TryForgetBlobAsync(BlobName name, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (Named(session, FindBlob, name).Number() is not { } blob) return true;
            if (Named(session, ForgetBlob, name).Run() == 0) return false;
            // Its number may come back for another; pieces of it that are left are still to be released.
            ArchiveTasks.Finish(session, ArchiveTask.Freeze, blob);
            ArchiveTasks.Finish(session, ArchiveTask.Drop, blob);
            return true;
        },
        ct);

    public ValueTask<int> ClearDeletedAsync(int limit, CancellationToken ct) => database.WriteAsync(
        session => new DeletedRepositoryClearing(session).Run(limit), ct);

    public ValueTask<int> DeleteOrphanedReferrersAsync(DateTimeOffset deletedBefore, int limit, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var orphans = session.On(Orphans).With("@before", deletedBefore).With("@limit", limit).All(ReadOrphan);
            // Referrers of a referrer have been without their root for as long.
            foreach (var orphan in orphans) new ImageRemoval(session, orphan.Repository, ChangeOrigin.Lifecycle, orphan.At).Remove(orphan.Id, orphan.Digest);
            return orphans.Count;
        },
        ct);

    public IAsyncEnumerable<KnownBlob> ListBlobsAsync(CancellationToken ct) => KnownBlobs.ListAsync(database, ct);

    public async IAsyncEnumerable<ListedManifest> ListManifestsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var after = 0L;
        while (true)
        {
            var page = await database.ReadAsync(
                session => session.On(Images).With("@after", after).With("@limit", PageSize)
                    .All(static row => (Id: row.GetInt64(0), Repository: RepositoryLabel.Of(row, 1))),
                ct).ConfigureAwait(false);
            foreach (var image in page)
            {
                // One at a time: a page of them might be gigabytes.
                var manifest = await database.ReadAsync(session => session.On(Manifest).With("@image", image.Id).First(row => ReadManifest(session, image.Repository, row)), ct).ConfigureAwait(false);
                if (manifest is not null) yield return manifest;
            }

            if (page.Count < PageSize) yield break;
            after = page[^1].Id;
        }
    }

    public IAsyncEnumerable<string> ListDanglingReferencesAsync(CancellationToken ct) => new DanglingReferences(database).ListAsync(ct);

    private static SqlStatement Named(SqlSession session, string sql, BlobName name) =>
        session.On(sql).With("@domain", name.Domain).With("@digest", name.Digest.ToString());

    private static BlobName ReadName(DbDataReader row) => new(row.GetInt64(0), Digest.Parse(row.GetString(1)));

    private ListedManifest ReadManifest(SqlSession session, string repository, DbDataReader row)
    {
        var (digest, stored) = (Digest.Parse(row.GetString(0)), row.Bytes(2));
        try
        {
            // What does not open has another digest than it should have.
            return new(repository, new(digest, row.GetString(1), sealing.Open(session, new(row.GetInt64(4), row.GetInt64(3), digest), stored) ?? stored), null);
        }
        catch (KeyUnavailableException shut)
        {
            return new(repository, new(digest, row.GetString(1), default), shut);
        }
    }

    private static (long Id, Digest Digest, long Repository, DateTimeOffset At) ReadOrphan(DbDataReader row) =>
        (row.GetInt64(0), Digest.Parse(row.GetString(1)), row.GetInt64(2), row.Time(3));
}
