using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlArchiveStore(Database database) : IArchiveStore
{
    private const string Due =
        """
        select b.id, b.domain, b.digest, b.size from archive_task t join blob b on b.id = t.blob_id
        where t.kind = @kind and t.due_at <= @now order by t.due_at, t.blob_id limit @limit
        """;

    private const string Releases = "select blob_id from archive_task where kind = 'Release' and due_at <= @now order by due_at, blob_id limit @limit";

    private const string Holders = "select repository_id, image_count > 0 and archived_count = image_count from repository_blob where blob_id = @blob";

    private const string IsCold = "select is_cold from blob where id = @blob and domain = @domain and digest = @digest";

    private const string SetCold = "update blob set is_cold = true where id = @blob and domain = @domain and digest = @digest and not is_cold";

    private const string FindChunk = "select id from cold_chunk where domain = @domain and hash = @hash";

    private const string Pieces =
        """
        select p.ordinal, b.domain, b.digest, b.size, c.position, c.stored_length, c.length, c.is_compressed
        from cold_piece p join cold_chunk c on c.id = p.chunk_id join blob b on b.id = c.pack_id
        where p.blob_id = @blob and p.ordinal > @after order by p.ordinal limit @limit
        """;

    private const string Unlinked = "select id from blob where link_count = 0 and is_cold order by id limit @limit";

    private const string Activating = "select id, repository_id, digest from image where status = 'Activating' and id > @after order by id limit @limit";

    private const string ColdBlobs =
        "select b.id, b.domain, b.digest, b.size from image_blob n join blob b on b.id = n.blob_id where n.image_id = @image and b.is_cold";

    private const string HasAbsentChild =
        "select 1 from image_child c join image i on i.id = c.child_id where c.parent_id = @image and i.status <> 'Active' limit 1";

    private const string IsActivating = "select 1 from image where id = @image and status = 'Activating'";

    public ValueTask<IReadOnlyList<ArchivedBlob>> ListDueAsync(ArchiveTask task, DateTimeOffset now, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ArchivedBlob>>(
            session => session.On(Due).With("@kind", task.ToString()).With("@now", now).With("@limit", limit).All(ReadBlob), ct);

    public ValueTask<IReadOnlyList<long>> ListReleasesAsync(DateTimeOffset now, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<long>>(
        session => session.On(Releases).With("@now", now).With("@limit", limit).All(static row => row.GetInt64(0)), ct);

    public async ValueTask PostponeAsync(ArchiveTask task, long blobId, DateTimeOffset due, CancellationToken ct) =>
        await database.WriteAsync(session => ArchiveTasks.Postpone(session, task, blobId, due), ct);

    public async ValueTask FinishAsync(ArchiveTask task, long blobId, CancellationToken ct) =>
        await database.WriteAsync(session => ArchiveTasks.Finish(session, task, blobId), ct);

    public ValueTask<IReadOnlyList<long>?> FindFreezableHoldersAsync(long blobId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<long>?>(session => FreezableHolders(session, blobId), ct);

    public async ValueTask BeginFreezingAsync(long blobId, DateTimeOffset at, CancellationToken ct) =>
        await database.WriteAsync(session => ArchiveTasks.Note(session, ArchiveTask.Release, blobId, at), ct);

    public ValueTask<IReadOnlySet<string>> FindChunksAsync(long domain, IReadOnlyCollection<string> hashes, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<string>>(
            session => hashes.Where(hash => session.On(FindChunk).With("@domain", domain).With("@hash", hash).Any()).ToHashSet(), ct);

    public async ValueTask AddPiecesAsync(ArchivedBlob blob, long first, IReadOnlyList<string> pieces, NewPack? pack, CancellationToken ct) =>
        await database.WriteAsync(session => new ColdPieces(session).Add(blob, first, pieces, pack), ct);

    public ValueTask<bool> TryMakeColdAsync(ArchivedBlob blob, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FreezableHolders(session, blob.Id) is null || Named(session, SetCold, blob).Run() == 0) return false;
            ArchiveTasks.Finish(session, ArchiveTask.Freeze, blob.Id);
            ArchiveTasks.Finish(session, ArchiveTask.Release, blob.Id);
            ArchiveTasks.Note(session, ArchiveTask.Drop, blob.Id, at);
            return true;
        },
        ct);

    public ValueTask<bool> IsColdAsync(ArchivedBlob blob, CancellationToken ct) =>
        database.ReadAsync(session => Named(session, IsCold, blob).First(static row => row.GetBoolean(0)), ct);

    public async ValueTask MakeHotAsync(long blobId, DateTimeOffset at, CancellationToken ct) =>
        await database.WriteAsync(session => ArchiveTasks.MakeHot(session, blobId, at), ct);

    public ValueTask<IReadOnlyList<ColdPiece>> ListPiecesAsync(long blobId, long after, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ColdPiece>>(
            session => session.On(Pieces).With("@blob", blobId).With("@after", after).With("@limit", limit).All(ReadPiece), ct);

    public ValueTask<int> ReleasePiecesAsync(long blobId, int limit, CancellationToken ct) =>
        database.WriteAsync(session => new ColdPieces(session).Release(blobId, limit), ct);

    public ValueTask<IReadOnlyList<long>> ListUnlinkedAsync(int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<long>>(
        session => session.On(Unlinked).With("@limit", limit).All(static row => row.GetInt64(0)), ct);

    public ValueTask<IReadOnlyList<ActivatingImage>> ListActivatingAsync(long after, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ActivatingImage>>(
            session => session.On(Activating).With("@after", after).With("@limit", limit)
                .All(static row => new ActivatingImage(row.GetInt64(0), row.GetInt64(1), Digest.Parse(row.GetString(2)))),
            ct);

    public ValueTask<IReadOnlyList<ArchivedBlob>> ListColdBlobsAsync(long imageId, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ArchivedBlob>>(session => session.On(ColdBlobs).With("@image", imageId).All(ReadBlob), ct);

    public ValueTask<bool> TryActivateAsync(long imageId, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (!session.On(IsActivating).With("@image", imageId).Any()
                || session.On(ColdBlobs).With("@image", imageId).Any()
                || session.On(HasAbsentChild).With("@image", imageId).Any())
                return false;
            ImageArchival.Restore(session, imageId, ChangeOrigin.Client, at);
            return true;
        },
        ct);

    /// <returns>null when it may not freeze.</returns>
    private static List<long>? FreezableHolders(SqlSession session, long blobId)
    {
        var links = session.On(Holders).With("@blob", blobId).All(static row => (Repository: row.GetInt64(0), IsArchived: row.GetBoolean(1)));
        return links.Count > 0 && links.TrueForAll(link => link.IsArchived) ? links.ConvertAll(link => link.Repository) : null;
    }

    private static SqlStatement Named(SqlSession session, string sql, ArchivedBlob blob) =>
        session.On(sql).With("@blob", blob.Id).With("@domain", blob.Name.Domain).With("@digest", blob.Name.Digest.ToString());

    private static ArchivedBlob ReadBlob(DbDataReader row) => new(row.GetInt64(0), new(row.GetInt64(1), Digest.Parse(row.GetString(2))), row.GetInt64(3));

    private static ColdPiece ReadPiece(DbDataReader row) => new(
        row.GetInt64(0), new(row.GetInt64(1), Digest.Parse(row.GetString(2))), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetInt32(6), row.GetBoolean(7));
}
