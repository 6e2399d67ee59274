using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Clears away what deleted repositories left behind, at most so many rows in one transaction, so that nobody waits
/// long for the writer: tags, then images, then links, then the repository's own row.
/// </summary>
internal sealed class DeletedRepositoryClearing(SqlSession session)
{
    private const string FirstDeleted = "select id from repository where is_deleted order by id limit 1";

    private const string RemoveTags =
        """
        delete from tag where repository_id = @repository
        and name in (select name from tag where repository_id = @repository order by name limit @limit)
        """;

    private const string SomeImages = "select id, manifest_id from image where repository_id = @repository order by digest limit @limit";

    private const string RemoveFromParents = "delete from image_child where child_id = @image";

    private const string SomeLinks = "select digest from repository_blob where repository_id = @repository order by digest limit @limit";

    // No image is left that could need it.
    private const string ReleaseLink = "update repository_blob set image_count = 0 where repository_id = @repository and digest = @digest and image_count <> 0";

    private const string RemoveRepository = "delete from repository where id = @repository";

    private int left;

    /// <returns>How many rows went.</returns>
    public int Run(int limit)
    {
        left = limit;
        while (left > 0 && session.On(FirstDeleted).Number() is { } repository)
        {
            left -= session.On(RemoveTags).With("@repository", repository).With("@limit", left).Run();
            if (left > 0) ClearImages(repository);
            if (left > 0) ClearLinks(repository);
            if (left > 0) left -= session.On(RemoveRepository).With("@repository", repository).Run();
        }

        return limit - left;
    }

    private void ClearImages(long repository)
    {
        var images = session.On(SomeImages).With("@repository", repository).With("@limit", left)
            .All(static row => (Id: row.GetInt64(0), Manifest: row.GetInt64(1)));
        foreach (var image in images)
        {
            session.On(RemoveFromParents).With("@image", image.Id).Run();
            ImageRemoval.RemoveRow(session, image.Id, image.Manifest);
        }

        left -= images.Count;
    }

    private void ClearLinks(long repository)
    {
        var digests = session.On(SomeLinks).With("@repository", repository).With("@limit", left).All(static row => row.GetString(0));
        foreach (var digest in digests)
        {
            session.On(ReleaseLink).With("@repository", repository).With("@digest", digest).Run();
            BlobLinkRemoval.Remove(session, new(repository, Digest.Parse(digest)));
        }

        left -= digests.Count;
    }
}
