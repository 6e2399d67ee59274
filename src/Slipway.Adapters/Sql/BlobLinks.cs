using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>Takes a blob from a repository, inside one transaction; the blob's count of links follows.</summary>
internal static class BlobLinks
{
    private const string Find = "select b.id from repository r join blob b on b.domain = r.blob_domain where r.id = @repository and b.digest = @digest";

    private const string RemoveLink = "delete from repository_blob where repository_id = @repository and blob_id = @blob and image_count = 0";

    private const string RemoveOldLink = $"{RemoveLink} and linked_at < @before";

    private const string UncountLink = "update blob set link_count = link_count - 1 where id = @blob returning size";

    /// <summary>The number that other tables name a blob of the repository's domain by; null when no repository there has held it, or it is forgotten.</summary>
    public static long? FindBlob(SqlSession session, long repositoryId, Digest digest) =>
        session.On(Find).With("@repository", repositoryId).With("@digest", digest.ToString()).Number();

    /// <returns>false when it is not there, or an image needs it.</returns>
    public static bool Remove(SqlSession session, long repositoryId, long blob) => Removed(session, session.On(RemoveLink), repositoryId, blob);

    /// <returns>false when it is not there, an image needs it, or it was renewed meanwhile.</returns>
    public static bool RemoveOlder(SqlSession session, LinkKey link, DateTimeOffset before) =>
        FindBlob(session, link.RepositoryId, link.Digest) is { } blob
        && Removed(session, session.On(RemoveOldLink).With("@before", before), link.RepositoryId, blob);

    private static bool Removed(SqlSession session, SqlStatement removal, long repositoryId, long blob)
    {
        if (removal.With("@repository", repositoryId).With("@blob", blob).Run() == 0) return false;
        StorageCounts.Count(session, repositoryId, -(session.On(UncountLink).With("@blob", blob).Number() ?? 0));
        return true;
    }
}
