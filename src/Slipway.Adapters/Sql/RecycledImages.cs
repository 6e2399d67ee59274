using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <summary>Puts deleted images into the recycle bin and takes them out, inside one transaction; counts on blobs follow.</summary>
internal static class RecycledImages
{
    private const string Retention =
        """
        select coalesce(r.recycle_days, s.recycle_days, 0)
        from repository r left join registry_storage s on s.account = r.account and s.region = r.region
        where r.id = @repository and not r.is_deleted
        """;

    private const string Find = "select id from recycled_image where repository_id = @repository and digest = @digest";

    private const string Add =
        """
        insert into recycled_image (repository_id, digest, media_type, manifest_size, size_in_bytes, subject, tags, status, archived_at,
            activated_at, pushed_at, last_pulled_at, deleted_at, expires_at, origin)
        select repository_id, digest, media_type, manifest_size, size_in_bytes, subject, @tags, status, archived_at,
            activated_at, pushed_at, last_pulled_at, @at, @until, @origin
        from image where id = @image
        returning id
        """;

    private const string AddManifest = "insert into recycled_manifest (recycled_id, content) select @recycled, content from manifest where image_id = @image";

    private const string AddBlobs = "insert into recycled_image_blob (recycled_id, blob_id) select @recycled, blob_id from image_blob where image_id = @image";

    private const string SizeOf = "select manifest_size from recycled_image where id = @recycled";

    private const string ReleaseBlobs =
        """
        update repository_blob
        set image_count = image_count - 1, media_type = case when image_count = 1 then null else media_type end
        where repository_id = @repository and blob_id in (select blob_id from recycled_image_blob where recycled_id = @recycled)
        """;

    private const string RemoveBlobs = "delete from recycled_image_blob where recycled_id = @recycled";

    private const string RemoveManifest = "delete from recycled_manifest where recycled_id = @recycled";

    private const string RemoveRow = "delete from recycled_image where id = @recycled";

    /// <returns>Days that a repository's deleted images are kept, and the repository itself; 0 for none.</returns>
    public static int DaysOf(SqlSession session, long repositoryId) => (int)(session.On(Retention).With("@repository", repositoryId).Number() ?? 0);

    /// <summary>Keeps an image that is about to be removed, with its hold on its blobs.</summary>
    /// <returns>false when its repository keeps nothing: its blobs are to be released.</returns>
    public static bool TryKeep(SqlSession session, long repositoryId, long image, Digest digest, IReadOnlyList<ImageTag> tags, ChangeOrigin origin, DateTimeOffset at)
    {
        if (DaysOf(session, repositoryId) is not (> 0 and var days)) return false;
        // What was deleted last is what somebody will want back.
        if (FindId(session, repositoryId, digest) is { } older) Remove(session, repositoryId, older);
        var recycled = session.On(Add)
            .With("@image", image)
            .With("@tags", JsonText.Of([.. tags.Select(tag => tag.ToString())]))
            .With("@at", at)
            .With("@until", at.AddDays(days))
            .With("@origin", origin.ToString())
            .Number()!.Value;
        session.On(AddManifest).With("@recycled", recycled).With("@image", image).Run();
        session.On(AddBlobs).With("@recycled", recycled).With("@image", image).Run();
        StorageCounts.Count(session, repositoryId, session.On(SizeOf).With("@recycled", recycled).Number()!.Value);
        return true;
    }

    public static long? FindId(SqlSession session, long repositoryId, Digest digest) =>
        session.On(Find).With("@repository", repositoryId).With("@digest", digest.ToString()).Number();

    /// <summary>Takes an image out of the bin, and its hold from its blobs.</summary>
    public static void Remove(SqlSession session, long repositoryId, long recycled)
    {
        var size = session.On(SizeOf).With("@recycled", recycled).Number() ?? 0;
        session.On(ReleaseBlobs).With("@repository", repositoryId).With("@recycled", recycled).Run();
        session.On(RemoveBlobs).With("@recycled", recycled).Run();
        session.On(RemoveManifest).With("@recycled", recycled).Run();
        session.On(RemoveRow).With("@recycled", recycled).Run();
        StorageCounts.Count(session, repositoryId, -size);
    }
}
