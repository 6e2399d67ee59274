namespace Slipway.Adapters.Sql;

/// <summary>
/// Clears away what deleted repositories left behind, at most so many rows in one transaction, so that nobody waits
/// long for the writer: tags, then images, then those in the recycle bin, then links, then its policy and its own row.
/// </summary>
internal sealed class DeletedRepositoryClearing(SqlSession session)
{
    private const string FirstDeleted = "select id from repository where is_deleted and recycled_until = 0 order by id limit 1";

    private const string RemoveTags =
        """
        delete from tag where repository_id = @repository
        and name in (select name from tag where repository_id = @repository order by name limit @limit)
        """;

    private const string RemoveSignatures =
        """
        delete from image_signature where repository_id = @repository
        and digest in (select digest from image_signature where repository_id = @repository order by digest limit @limit)
        """;

    private const string SomeImages = "select id from image where repository_id = @repository order by digest limit @limit";

    private const string RemoveFromParents = "delete from image_child where child_id = @image";

    private const string SomeRecycled = "select id from recycled_image where repository_id = @repository order by digest limit @limit";

    private const string SomeLinks = "select blob_id from repository_blob where repository_id = @repository order by blob_id limit @limit";

    // No image is left that could need it.
    private const string ReleaseLink = "update repository_blob set image_count = 0 where repository_id = @repository and blob_id = @blob and image_count <> 0";

    private const string RemoveReplications =
        """
        delete from replication_outcome where repository_id = @repository
        and digest in (select digest from replication_outcome where repository_id = @repository order by digest limit @limit)
        """;


    private const string RemoveLifecyclePolicy = "delete from lifecycle_policy where repository_id = @repository";

    private const string RemovePreviewResults =
        """
        delete from lifecycle_preview_result where (preview_id, position) in (
            select s.preview_id, s.position from lifecycle_preview p join lifecycle_preview_result s on s.preview_id = p.id
            where p.repository_id = @repository order by s.position limit @limit)
        """;

    private const string RemovePreview = "delete from lifecycle_preview where repository_id = @repository";

    private const string RemoveRepository = "delete from repository where id = @repository";

    private int left;

    /// <returns>How many rows went.</returns>
    public int Run(int limit)
    {
        left = limit;
        while (left > 0 && session.On(FirstDeleted).Number() is { } repository)
        {
            left -= session.On(RemoveTags).With("@repository", repository).With("@limit", left).Run();
            // A few more than asked for, where an image has several.
            if (left > 0) left -= session.On(RemoveSignatures).With("@repository", repository).With("@limit", left).Run();
            if (left > 0) ClearImages(repository);
            if (left > 0) ClearRecycled(repository);
            if (left > 0) ClearLinks(repository);
            if (left > 0) left -= RepositoryPolicyRow.Delete(session, repository);
            if (left > 0) left -= session.On(RemoveReplications).With("@repository", repository).With("@limit", left).Run();
            if (left > 0) ClearLifecycle(repository);
            if (left > 0) left -= session.On(RemoveRepository).With("@repository", repository).Run();
        }

        return limit - left;
    }

    private void ClearLifecycle(long repository)
    {
        left -= session.On(RemoveLifecyclePolicy).With("@repository", repository).Run();
        left -= session.On(RemovePreviewResults).With("@repository", repository).With("@limit", Math.Max(left, 1)).Run();
        if (left > 0) left -= session.On(RemovePreview).With("@repository", repository).Run();
    }

    private void ClearImages(long repository)
    {
        var images = session.On(SomeImages).With("@repository", repository).With("@limit", left)
            .All(static row => row.GetInt64(0));
        foreach (var image in images)
        {
            session.On(RemoveFromParents).With("@image", image).Run();
            ImageRemoval.RemoveRow(session, image);
        }

        left -= images.Count;
    }

    private void ClearRecycled(long repository)
    {
        var images = session.On(SomeRecycled).With("@repository", repository).With("@limit", left).All(static row => row.GetInt64(0));
        foreach (var image in images) RecycledImages.Remove(session, repository, image);
        left -= images.Count;
    }

    private void ClearLinks(long repository)
    {
        var blobs = session.On(SomeLinks).With("@repository", repository).With("@limit", left).All(static row => row.GetInt64(0));
        foreach (var blob in blobs)
        {
            session.On(ReleaseLink).With("@repository", repository).With("@blob", blob).Run();
            BlobLinks.Remove(session, repository, blob);
        }

        left -= blobs.Count;
    }
}
