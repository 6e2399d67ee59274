using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>Takes a blob from a repository, inside one transaction; the blob's count of links follows.</summary>
internal static class BlobLinkRemoval
{
    private const string RemoveLink = "delete from repository_blob where repository_id = @repository and digest = @digest and image_count = 0";

    private const string RemoveOldLink = $"{RemoveLink} and linked_at < @before";

    private const string UncountLink = "update blob set link_count = link_count - 1 where digest = @digest";

    /// <returns>false when it is not there, or an image needs it.</returns>
    public static bool Remove(SqlSession session, LinkKey link) => Removed(session, session.On(RemoveLink), link);

    /// <returns>false when it is not there, an image needs it, or it was renewed meanwhile.</returns>
    public static bool RemoveOlder(SqlSession session, LinkKey link, DateTimeOffset before) =>
        Removed(session, session.On(RemoveOldLink).With("@before", before), link);

    private static bool Removed(SqlSession session, SqlStatement removal, LinkKey link)
    {
        var digest = link.Digest.ToString();
        if (removal.With("@repository", link.RepositoryId).With("@digest", digest).Run() == 0) return false;
        session.On(UncountLink).With("@digest", digest).Run();
        return true;
    }
}
