using System.Data.Common;
using Slipway.Adapters.Sealing;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
/// <remarks>Every read goes through the repository's own row, so that a deleted repository is empty at once.</remarks>
internal sealed class SqlImageStore(Database database, ManifestSealing sealing, TimeProvider clock) : IImageStore
{
    // Characters of annotations on a page of referrers; they are up to a manifest's size each.
    private const long ReferrersBudget = 1 << 20;

    private const string FindByDigest =
        $"""
        select {ImageRow.Columns} from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.digest = @digest
        """;

    private const string FindByTag =
        $"""
        select {ImageRow.Columns} from repository r join tag t on t.repository_id = r.id join image i on i.id = t.image_id
        where r.id = @repository and not r.is_deleted and t.name = @tag
        """;

    private const string ManifestByDigest =
        """
        select i.digest, i.media_type, m.content, r.blob_domain
        from repository r join image i on i.repository_id = r.id join manifest m on m.image_id = i.id
        where r.id = @repository and not r.is_deleted and i.digest = @digest and i.status = 'Active'
        """;

    private const string ManifestByTag =
        """
        select i.digest, i.media_type, m.content, r.blob_domain
        from repository r join tag t on t.repository_id = r.id join image i on i.id = t.image_id join manifest m on m.image_id = i.id
        where r.id = @repository and not r.is_deleted and t.name = @tag and i.status = 'Active'
        """;

    private const string Tags =
        """
        select t.name from repository r join tag t on t.repository_id = r.id join image i on i.id = t.image_id
        where r.id = @repository and not r.is_deleted and t.name > @after and i.status = 'Active'
        order by t.name limit @limit
        """;

    private const string ReferrersFrom =
        """
        select i.digest, i.media_type, i.manifest_size, i.artifact_type, i.annotations, i.status, r.blob_domain
        from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.subject = @subject
        """;

    private const string Referrers = $"{ReferrersFrom} and i.digest > @after order by i.digest limit @limit";

    private const string ReferrersByType = $"{ReferrersFrom} and i.artifact_type = @type and i.digest > @after order by i.digest limit @limit";

    private const string RecordPull =
        """
        update image set last_pulled_at = @at
        where repository_id = @repository and digest = @digest and coalesce(last_pulled_at, 0) < @at
        """;

    public ValueTask<ImagePut> PutAsync(NewImage image, CancellationToken ct) =>
        database.WriteAsync(session => new ImagePutting(session, sealing, image).Run(), ct);

    public ValueTask<Image?> FindAsync(long repositoryId, Reference reference, CancellationToken ct) => database.ReadAsync(
        session => Named(session, repositoryId, reference, FindByDigest, FindByTag).First<ImageRow?>(static row => ImageRow.Read(row))?.Complete(session),
        ct);

    public ValueTask<StoredManifest?> ReadManifestAsync(long repositoryId, Reference reference, CancellationToken ct) => database.ReadAsync(
        session => Named(session, repositoryId, reference, ManifestByDigest, ManifestByTag)
            .First(row => ReadStored(session, repositoryId, row)),
        ct);

    public ValueTask<Page<ImageTag>> ListTagsAsync(long repositoryId, ImageTag? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(Tags)
            .With("@repository", repositoryId)
            .With("@after", after?.ToString() ?? "")
            .Page(limit, static row => ImageTag.Parse(row.GetString(0))),
        ct);

    public ValueTask<Page<Image>> ListImagesAsync(long repositoryId, ImageFilter filter, Digest? after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => new ImageListing(session, repositoryId, filter).Images(after, limit), ct);

    public ValueTask<Page<ImageId>> ListImageIdsAsync(long repositoryId, ImageFilter filter, ImageId? after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => new ImageListing(session, repositoryId, filter).Ids(after, limit), ct);

    public ValueTask<Page<LifecycleImage>> ListForLifecycleAsync(long repositoryId, Digest? after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => LifecycleImageRow.Page(session, repositoryId, after, limit), ct);

    public ValueTask<IReadOnlyList<LifecycleImage?>> ReadForLifecycleAsync(long repositoryId, IReadOnlyList<long> images, CancellationToken ct) => database.ReadAsync<IReadOnlyList<LifecycleImage?>>(
        session => [.. images.Select(image => LifecycleImageRow.Find(session, repositoryId, image))], ct);

    public ValueTask<LifecycleImage?> FindForLifecycleAsync(long repositoryId, Reference reference, CancellationToken ct) =>
        database.ReadAsync(session => LifecycleImageRow.Find(session, repositoryId, reference), ct);

    public ValueTask<Page<Referrer>> ListReferrersAsync(
        long repositoryId, Digest subject, string? artifactType, Digest? after, int limit, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            var statement = Listing(session, repositoryId, artifactType is null ? Referrers : ReferrersByType, after).With("@subject", subject.ToString());
            if (artifactType is not null) statement.With("@type", artifactType);
            return statement.Page(limit, ReferrersBudget, row => ReadReferrer(session, repositoryId, row), static referrer => referrer.Annotations.Sum(static pair => pair.Key.Length + (long)pair.Value.Length));
        },
        ct);

    public ValueTask<ImageDeletion> DeleteTagAsync(
        long repositoryId, ImageTag tag, Digest? expected, bool deleteLast, ChangeOrigin origin, CancellationToken ct) => database.WriteAsync(
        session => new ImageRemoval(session, repositoryId, origin, clock.GetUtcNow()).RemoveTag(tag, expected, deleteLast), ct);

    public ValueTask<ImageDeletion> DeleteImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? tags, ChangeOrigin origin, CancellationToken ct) => database.WriteAsync(
        session => new ImageRemoval(session, repositoryId, origin, clock.GetUtcNow()).RemoveImage(digest, tags), ct);

    public ValueTask<ImageDeletion> DeleteCopyAsync(
        long repositoryId, Digest digest, DateTimeOffset pushedAt, ImageTag? tag, bool deleteLast, ChangeOrigin origin, CancellationToken ct) => database.WriteAsync(
        session => new ImageRemoval(session, repositoryId, origin, clock.GetUtcNow()).RemoveCopy(digest, pushedAt, tag, deleteLast), ct);

    public ValueTask<ImageArchiving> ArchiveAsync(long repositoryId, Digest digest, ChangeOrigin origin, CancellationToken ct) =>
        database.WriteAsync(session => new ImageArchival(session, repositoryId, origin, clock.GetUtcNow()).Archive(digest), ct);

    public ValueTask<ImageActivation> ActivateAsync(long repositoryId, Digest digest, CancellationToken ct) =>
        database.WriteAsync(session => new ImageArchival(session, repositoryId, ChangeOrigin.Client, clock.GetUtcNow()).Activate(digest), ct);

    public ValueTask<IReadOnlyList<LifecycleDeed>?> ActAsync(long repositoryId, long policyId, IReadOnlyList<LifecycleChoice> choices, CancellationToken ct) =>
        database.WriteAsync(session => new LifecycleDeeds(session, repositoryId, clock.GetUtcNow()).Run(policyId, choices), ct);

    public async ValueTask RecordPullsAsync(IReadOnlyCollection<ImagePull> pulls, CancellationToken ct)
    {
        if (pulls.Count == 0) return;
        await database.WriteAsync(
            session =>
            {
                foreach (var pull in pulls)
                {
                    session.On(RecordPull)
                        .With("@repository", pull.RepositoryId)
                        .With("@digest", pull.Digest.ToString())
                        .With("@at", pull.At)
                        .Run();
                }

                return pulls.Count;
            },
            ct).ConfigureAwait(false);
    }

    private static SqlStatement Named(SqlSession session, long repositoryId, Reference reference, string byDigest, string byTag) =>
        (reference.Digest is { } digest
            ? session.On(byDigest).With("@digest", digest.ToString())
            : session.On(byTag).With("@tag", reference.Tag.ToString()))
        .With("@repository", repositoryId);

    private static SqlStatement Listing(SqlSession session, long repositoryId, string sql, Digest? after) =>
        session.On(sql).With("@repository", repositoryId).With("@after", after?.ToString() ?? "");

    private StoredManifest ReadStored(SqlSession session, long repositoryId, DbDataReader row)
    {
        var digest = Digest.Parse(row.GetString(0));
        var content = sealing.Open(session, new(row.GetInt64(3), repositoryId, digest), row.Bytes(2));
        return new(digest, row.GetString(1), content ?? throw new InvalidDataException($"The manifest {digest} does not open. Pushing it again heals it."));
    }

    private Referrer ReadReferrer(SqlSession session, long repositoryId, DbDataReader row)
    {
        var digest = Digest.Parse(row.GetString(0));
        return new(digest, row.GetString(1), row.GetInt64(2), row.TextOrNull(3), JsonText.Map(sealing.OpenAnnotations(session, new(row.GetInt64(6), repositoryId, digest), row.TextOrNull(4))))
        { Status = Enum.Parse<ImageStatus>(row.GetString(5)) };
    }
}
