using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <summary>Sends images to the archive, inside one transaction; their tags stay with them.</summary>
internal sealed class ImageArchival(SqlSession session, long repositoryId, ChangeOrigin origin, DateTimeOffset at)
{
    private const string FindImage =
        """
        select i.id, i.status from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.digest = @digest
        """;

    private const string Parents =
        "select i.digest from image_child c join image i on i.id = c.parent_id where c.child_id = @image order by c.parent_id limit 100";

    private const string SetArchived = "update image set status = 'Archived', archived_at = @at where id = @image";

    private const string SetActive = "update image set status = 'Active', activated_at = @at where id = @image";

    // What another index still needs stays.
    private const string LonelyChildren =
        """
        select i.id, i.digest from image_child c join image i on i.id = c.child_id
        where c.parent_id = @image and i.status = 'Active' and not exists (
            select 1 from image_child o join image p on p.id = o.parent_id where o.child_id = i.id and p.status = 'Active')
        """;

    private const string Referrers =
        "select id, digest from image where repository_id = @repository and subject = @digest and subject is not null and status = 'Active'";

    private readonly List<Digest> archived = [];

    public ImageArchiving Archive(Digest digest)
    {
        var found = session.On(FindImage).With("@repository", repositoryId).With("@digest", digest.ToString())
            .First<(long Id, string Status)?>(static row => (row.GetInt64(0), row.GetString(1)));
        if (found is not { } image) return new(ImageArchivingStatus.NotFound, [], []);
        if (image.Status != nameof(ImageStatus.Active)) return new(ImageArchivingStatus.NotActive, [], []);
        return Archive(image.Id, digest);
    }

    /// <summary>For the row of an active image that the caller has just read.</summary>
    public ImageArchiving Archive(long id, Digest digest)
    {
        var parents = session.On(Parents).With("@image", id).All(static row => Digest.Parse(row.GetString(0)));
        if (parents.Count > 0) return new(ImageArchivingStatus.ReferencedByIndex, [], parents);
        ArchiveWithAll(id, digest);
        return new(ImageArchivingStatus.Archived, archived, []);
    }

    /// <summary>Makes an image active again, whose bytes are all there.</summary>
    public static void Restore(SqlSession session, long id, ChangeOrigin origin, DateTimeOffset at)
    {
        session.On(SetActive).With("@image", id).With("@at", at).Run();
        ChangeRow.Append(session, id, RegistryAction.ImageRestored, origin, null, at);
    }

    private void ArchiveWithAll(long id, Digest digest)
    {
        Queue<(long Id, Digest Digest)> waiting = new([(id, digest)]);
        HashSet<long> seen = [id];
        while (waiting.TryDequeue(out var image))
        {
            session.On(SetArchived).With("@image", image.Id).With("@at", at).Run();
            ChangeRow.Append(session, image.Id, RegistryAction.ImageArchived, origin, null, at);
            archived.Add(image.Digest);
            foreach (var next in ImagesOf(LonelyChildren, image).Concat(ImagesOf(Referrers, image)))
                if (seen.Add(next.Id)) waiting.Enqueue(next);
        }
    }

    private List<(long Id, Digest Digest)> ImagesOf(string sql, (long Id, Digest Digest) image)
    {
        var statement = session.On(sql);
        if (ReferenceEquals(sql, LonelyChildren)) statement.With("@image", image.Id);
        else statement.With("@repository", repositoryId).With("@digest", image.Digest.ToString());
        return statement.All(static row => (row.GetInt64(0), Digest.Parse(row.GetString(1))));
    }
}
