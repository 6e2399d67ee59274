using Slipway.Registry.Usage;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRepositoryUsageStore(Database database) : IRepositoryUsageStore
{
    private const string Held = "select held_bytes from repository where id = @repository and not is_deleted";

    private const string Images =
        """
        select count(*), coalesce(sum(tag_count), 0), coalesce(sum(case
            when media_type in ('application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json') then 0
            else size_in_bytes end), 0), max(pushed_at), max(last_pulled_at)
        from image where repository_id = @repository
        """;

    private const string Blobs =
        """
        select coalesce(sum(case when b.link_count = 1 then b.size else 0 end), 0), coalesce(sum(case when b.link_count > 1 then b.size else 0 end), 0)
        from repository_blob l join blob b on b.id = l.blob_id where l.repository_id = @repository
        """;

    private const string Recycled = "select count(*), coalesce(sum(size_in_bytes), 0) from recycled_image where repository_id = @repository";

    public ValueTask<RepositoryUsage?> FindAsync(long repositoryId, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            if (session.On(Held).With("@repository", repositoryId).Number() is not { } held) return null;
            var blobs = session.On(Blobs).With("@repository", repositoryId).First(static row => (Unique: row.GetInt64(0), Shared: row.GetInt64(1)));
            var recycled = session.On(Recycled).With("@repository", repositoryId).First(static row => (Count: row.GetInt64(0), Bytes: row.GetInt64(1)));
            return session.On(Images).With("@repository", repositoryId).First(row => new RepositoryUsage(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), held, blobs.Unique, blobs.Shared, recycled.Count, recycled.Bytes, row.TimeOrNull(3), row.TimeOrNull(4)));
        },
        ct);
}
