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

    private const string CountArchived =
        """
        update repository_blob set archived_count = archived_count + 1
        where repository_id = @repository and blob_id in (select blob_id from image_blob where image_id = @image)
        """;

    private const string UncountArchived =
        """
        update repository_blob set archived_count = archived_count - 1
        where repository_id = (select repository_id from image where id = @image and status = 'Archived')
        and blob_id in (select blob_id from image_blob where image_id = @image)
        """;

    private const string SetActivating = "update image set status = 'Activating' where id = @image";

    private const string ArchivedChildren =
        "select i.id, i.digest from image_child c join image i on i.id = c.child_id where c.parent_id = @image and i.status = 'Archived'";

    private const string ArchivedReferrers =
        "select id, digest from image where repository_id = @repository and subject = @digest and subject is not null and status = 'Archived'";

    private readonly List<Digest> archived = [];

    public ImageArchiving Archive(Digest digest)
    {
        if (Find(digest) is not { } image) return new(ImageArchivingStatus.NotFound, [], []);
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

    /// <summary>Begins to bring an image back, with its children and with its referrers; an index is not back before its children are.</summary>
    public ImageActivation Activate(Digest digest)
    {
        if (Find(digest) is not { } image) return new(ImageActivationStatus.NotFound, []);
        if (image.Status != nameof(ImageStatus.Archived)) return new(ImageActivationStatus.NotArchived, []);
        ForAll(image.Id, digest, ArchivedChildren, ArchivedReferrers, each =>
        {
            Uncount(session, each);
            session.On(SetActivating).With("@image", each).Run();
        });
        return new(ImageActivationStatus.Activating, archived);
    }

    /// <summary>For an image that leaves the archive, or the repository, while its row is there. Nothing for one that is not archived.</summary>
    public static void Uncount(SqlSession session, long id) => session.On(UncountArchived).With("@image", id).Run();

    /// <summary>For an image that has just become archived.</summary>
    public static void Count(SqlSession session, long repositoryId, long id, DateTimeOffset at)
    {
        session.On(CountArchived).With("@repository", repositoryId).With("@image", id).Run();
        ArchiveTasks.NoteFreezing(session, id, at);
    }

    /// <summary>Makes an image active again, whose bytes are all there.</summary>
    public static void Restore(SqlSession session, long id, ChangeOrigin origin, DateTimeOffset at)
    {
        Uncount(session, id);
        session.On(SetActive).With("@image", id).With("@at", at).Run();
        ChangeRow.Append(session, id, RegistryAction.ImageRestored, origin, null, at);
    }

    private (long Id, string Status)? Find(Digest digest) => session.On(FindImage).With("@repository", repositoryId).With("@digest", digest.ToString())
        .First<(long, string)?>(static row => (row.GetInt64(0), row.GetString(1)));

    private void ArchiveWithAll(long id, Digest digest) => ForAll(id, digest, LonelyChildren, Referrers, each =>
    {
        session.On(SetArchived).With("@image", each).With("@at", at).Run();
        Count(session, repositoryId, each, at);
        ChangeRow.Append(session, each, RegistryAction.ImageArchived, origin, null, at);
    });

    /// <summary>Acts on an image, then on the children and referrers that belong to it, and on theirs.</summary>
    private void ForAll(long id, Digest digest, string children, string referrers, Action<long> act)
    {
        Queue<(long Id, Digest Digest)> waiting = new([(id, digest)]);
        HashSet<long> seen = [id];
        while (waiting.TryDequeue(out var image))
        {
            act(image.Id);
            archived.Add(image.Digest);
            var childrenOf = session.On(children).With("@image", image.Id).All(ReadImage);
            var referrersOf = session.On(referrers).With("@repository", repositoryId).With("@digest", image.Digest.ToString()).All(ReadImage);
            foreach (var next in childrenOf.Concat(referrersOf))
                if (seen.Add(next.Id)) waiting.Enqueue(next);
        }
    }

    private static (long Id, Digest Digest) ReadImage(System.Data.Common.DbDataReader row) => (row.GetInt64(0), Digest.Parse(row.GetString(1)));
}
