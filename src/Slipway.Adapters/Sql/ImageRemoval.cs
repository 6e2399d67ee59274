using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Protection;

namespace Slipway.Adapters.Sql;

/// <summary>Removes tags and images, inside one transaction; counts on the blobs that an image named follow.</summary>
/// <param name="at">When, for the journal and the referrers that lose their subject.</param>
internal sealed class ImageRemoval(SqlSession session, long repositoryId, ChangeOrigin origin, DateTimeOffset at)
{
    private const string FindImage =
        """
        select i.id from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.digest = @digest
        """;

    private const string FindCopy = "select id from image where repository_id = @repository and digest = @digest and pushed_at = @pushed_at";

    private const string FindTag =
        """
        select i.id, i.digest, i.tag_count
        from repository r join tag t on t.repository_id = r.id join image i on i.id = t.image_id
        where r.id = @repository and not r.is_deleted and t.name = @tag
        """;

    private const string Parents =
        "select i.digest from image_child c join image i on i.id = c.parent_id where c.child_id = @image order by c.parent_id limit 100";

    private const string RemoveTagRow = "delete from tag where repository_id = @repository and name = @tag";

    private const string UncountTag = "update image set tag_count = tag_count - 1 where id = @image";

    private const string RemoveTags = "delete from tag where image_id = @image";

    private const string ReleaseBlobs =
        """
        update repository_blob
        set image_count = image_count - 1, media_type = case when image_count = 1 then null else media_type end
        where repository_id = @repository and blob_id in (select blob_id from image_blob where image_id = @image)
        """;

    private const string RemoveBlobs = "delete from image_blob where image_id = @image";

    private const string RemoveChildren = "delete from image_child where parent_id = @image";

    private const string RemoveImageRow = "delete from image where id = @image returning repository_id, manifest_size";

    private const string RemoveManifest = "delete from manifest where image_id = @image";

    private const string OrphanReferrers =
        "update image set subject_deleted_at = @at where repository_id = @repository and subject = @digest and subject_deleted_at is null";

    public ImageDeletion RemoveTag(ImageTag tag, Digest? expected, bool deleteLast)
    {
        var found = session.On(FindTag).With("@repository", repositoryId).With("@tag", tag.ToString())
            .First<(long Id, Digest Digest, long Tags)?>(static row => (row.GetInt64(0), Digest.Parse(row.GetString(1)), row.GetInt64(2)));
        if (found is not { } image) return new(ImageDeletionStatus.NotFound, null, [], []);
        if (IsProtected()) return new(ImageDeletionStatus.Protected, image.Digest, [], []);
        if (expected is { } wanted && wanted != image.Digest) return new(ImageDeletionStatus.DigestMismatch, image.Digest, [], []);
        if (deleteLast && image.Tags == 1) return Remove(image.Id, image.Digest);

        ChangeRow.Append(session, image.Id, RegistryAction.TagDeleted, origin, tag, at);
        session.On(RemoveTagRow).With("@repository", repositoryId).With("@tag", tag.ToString()).Run();
        session.On(UncountTag).With("@image", image.Id).Run();
        return new(ImageDeletionStatus.TagDeleted, image.Digest, [tag], []);
    }

    /// <param name="tags">Those that may go with it; null for any.</param>
    public ImageDeletion RemoveImage(Digest digest, IReadOnlySet<ImageTag>? tags)
    {
        if (session.On(FindImage).With("@repository", repositoryId).With("@digest", digest.ToString()).Number() is not { } image)
            return new(ImageDeletionStatus.NotFound, null, [], []);
        if (IsProtected()) return new(ImageDeletionStatus.Protected, digest, [], []);
        if (tags is not null && ImageRow.TagsOf(session, image) is var found && !tags.IsSupersetOf(found)) return new(ImageDeletionStatus.TagsDiffer, digest, found, []);
        return Remove(image, digest);
    }

    /// <param name="tag">null for the image, when it has none.</param>
    public ImageDeletion RemoveCopy(Digest digest, DateTimeOffset pushedAt, ImageTag? tag, bool deleteLast)
    {
        var isThere = session.On(FindCopy).With("@repository", repositoryId).With("@digest", digest.ToString()).With("@pushed_at", pushedAt).Any();
        if (!isThere) return new(ImageDeletionStatus.NotFound, null, [], []);
        return tag is { } name ? RemoveTag(name, digest, deleteLast) : RemoveImage(digest, new HashSet<ImageTag>());
    }

    /// <summary>For a row that the caller has just read.</summary>
    public ImageDeletion Remove(long id, Digest digest)
    {
        var parents = session.On(Parents).With("@image", id).All(static row => Digest.Parse(row.GetString(0)));
        if (parents.Count > 0) return new(ImageDeletionStatus.ReferencedByIndex, digest, [], parents);

        var tags = ImageRow.TagsOf(session, id);
        if (tags.Count == 0) ChangeRow.Append(session, id, RegistryAction.ImageDeleted, origin, null, at);
        foreach (var tag in tags) ChangeRow.Append(session, id, RegistryAction.ImageDeleted, origin, tag, at);
        if (tags.Count > 0) session.On(RemoveTags).With("@image", id).Run();
        ImageArchival.Uncount(session, id);
        if (!RecycledImages.TryKeep(session, repositoryId, id, digest, tags, origin, at))
            session.On(ReleaseBlobs).With("@repository", repositoryId).With("@image", id).Run();
        RemoveRow(session, id);
        session.On(OrphanReferrers).With("@repository", repositoryId).With("@digest", digest.ToString()).With("@at", at).Run();
        return new(ImageDeletionStatus.ImageDeleted, digest, tags, []);
    }

    private bool IsProtected() => SqlProtectionStore.Of(session, repositoryId) is DeletionProtection.RepositoryAndImages;

    /// <summary>Removes an image that has no tags and no parents left.</summary>
    public static void RemoveRow(SqlSession session, long id)
    {
        session.On(RemoveBlobs).With("@image", id).Run();
        session.On(RemoveChildren).With("@image", id).Run();
        session.On(RemoveManifest).With("@image", id).Run();
        if (session.On(RemoveImageRow).With("@image", id).First<(long Repository, long Size)?>(static row => (row.GetInt64(0), row.GetInt64(1))) is { } gone)
            StorageCounts.Count(session, gone.Repository, -gone.Size);
    }
}
