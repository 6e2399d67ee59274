using System.Data.Common;
using Slipway.Adapters.Sealing;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Manifests;
using Slipway.Registry.RecycleBin;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Puts images out of the recycle bin back into their repository, inside one transaction: first everything that must be
/// there is sought, so that a refusal changes nothing, then the images are put as a push would put them.
/// </summary>
internal sealed class ImageRestoring(SqlSession session, ManifestSealing sealing, long repositoryId, DateTimeOffset now)
{
    // One transaction holds up every writer: an index of more images than these has not been met.
    private const int MostAtOnce = 500;

    private const string Find =
        """
        select c.id, c.digest, c.media_type, c.tags, c.status, c.archived_at, c.activated_at, c.pushed_at, c.last_pulled_at, m.content, r.blob_domain
        from repository r join recycled_image c on c.repository_id = r.id join recycled_manifest m on m.recycled_id = c.id
        where r.id = @repository and not r.is_deleted and c.digest = @digest and c.expires_at > @now
        """;

    private const string Referrers =
        "select digest from recycled_image where repository_id = @repository and subject = @digest and expires_at > @now order by digest limit @limit";

    private const string HasImage = "select 1 from image where repository_id = @repository and digest = @digest";

    private const string HasActiveImage = $"{HasImage} and status = 'Active'";

    private const string TagOwner = "select i.digest from tag t join image i on i.id = t.image_id where t.repository_id = @repository and t.name = @tag";

    private const string SetHistory =
        """
        update image set status = @status, archived_at = @archived, activated_at = @activated, last_pulled_at = @pulled
        where repository_id = @repository and digest = @digest
        returning id
        """;

    private readonly Dictionary<Digest, Recycled> found = [];
    private readonly List<Digest> missing = [];
    private readonly List<RestoredImage> restored = [];
    private readonly List<Recycled> restoredAnew = [];

    public ImageRestoration Run(Digest digest, IReadOnlySet<ImageTag>? allowed)
    {
        if (Seek(digest) is null) return new(ImageRestorationStatus.NotFound, [], []);
        List<Digest> order = [];
        if (!TryPlan(digest, order)) return new(ImageRestorationStatus.TooMany, [], []);
        if (missing.Count > 0) return new(ImageRestorationStatus.PartsMissing, [], missing);
        foreach (var subject in order.ToList()) PlanReferrers(subject, order);
        if (allowed is not null && order.SelectMany(each => found[each].Tags).Distinct().Where(tag => !allowed.Contains(tag) && OwnerOf(tag) is null).ToList() is { Count: > 0 } others)
            return new(ImageRestorationStatus.TagsDiffer, [], []) { Tags = others };
        foreach (var each in order) Restore(found[each]);
        // At the end: an image that was in the archive counts for its index while that is put.
        foreach (var each in restoredAnew) KeepHistory(each);
        return new(ImageRestorationStatus.Restored, restored, []);
    }

    /// <summary>Children before those that name them. A loop, not a recursion: how deep indexes lie in each other is up to strangers.</summary>
    private bool TryPlan(Digest root, List<Digest> order)
    {
        Stack<(Digest Digest, bool AreChildrenDone)> open = new([(root, false)]);
        HashSet<Digest> seen = [.. order];
        var planned = order.Count;
        while (open.TryPop(out var next))
        {
            if (next.AreChildrenDone)
            {
                order.Add(next.Digest);
                continue;
            }

            if (!seen.Add(next.Digest)) continue;
            if (Seek(next.Digest) is not { } recycled)
            {
                // One in the archive cannot be pulled, and so no index of it.
                if (next.Digest != root && !session.On(HasActiveImage).With("@repository", repositoryId).With("@digest", next.Digest.ToString()).Any()) missing.Add(next.Digest);
                continue;
            }

            if (++planned > MostAtOnce) return false;
            open.Push((next.Digest, true));
            foreach (var child in recycled.Document.Children) open.Push((child, false));
        }

        return true;
    }

    /// <summary>A signature goes with its image, and what refers to the signature too. One that is not whole is left in the bin.</summary>
    private void PlanReferrers(Digest subject, List<Digest> order)
    {
        Queue<Digest> subjects = new([subject]);
        while (order.Count < MostAtOnce && subjects.TryDequeue(out var next))
        {
            var referrers = session.On(Referrers).With("@repository", repositoryId).With("@digest", next.ToString()).With("@now", now).With("@limit", MostAtOnce)
                .All(static row => Digest.Parse(row.GetString(0)));
            foreach (var referrer in referrers)
            {
                if (order.Contains(referrer)) continue;
                List<Digest> more = [.. order];
                if (!TryPlan(referrer, more) || missing.Count > 0)
                {
                    missing.Clear();
                    continue;
                }

                order.AddRange(more.Skip(order.Count));
                subjects.Enqueue(referrer);
            }
        }
    }

    private Recycled? Seek(Digest digest)
    {
        if (found.TryGetValue(digest, out var known)) return known;
        var recycled = session.On(Find).With("@repository", repositoryId).With("@digest", digest.ToString()).With("@now", now).First(Read);
        if (recycled is not null) found.Add(digest, recycled);
        return recycled;
    }

    private string? OwnerOf(ImageTag tag) => session.On(TagOwner).With("@repository", repositoryId).With("@tag", tag.ToString()).Text();

    private bool IsThere(Digest digest) => session.On(HasImage).With("@repository", repositoryId).With("@digest", digest.ToString()).Any();

    private void Restore(Recycled image)
    {
        // It may have been pushed again since: then it is there as it was pushed, and lacks tags at most.
        var isNew = !IsThere(image.Digest);
        RecycledImages.Remove(session, repositoryId, image.Id);
        var owners = image.Tags.Select(tag => (Tag: tag, Owner: OwnerOf(tag))).ToList();
        List<ImageTag> free = [.. owners.Where(owned => owned.Owner is null).Select(owned => owned.Tag)];
        if (isNew && free.Count == 0) Put(image, null);
        foreach (var tag in free) Put(image, tag);
        if (isNew) restoredAnew.Add(image);
        restored.Add(new(image.Digest, free, [.. owners.Where(owned => owned.Owner is not null && owned.Owner != image.Digest.ToString()).Select(owned => owned.Tag)]));
    }

    private void Put(Recycled image, ImageTag? tag)
    {
        var document = image.Document;
        var put = new ImagePutting(session, sealing, new(
            repositoryId, image.Digest, tag, image.MediaType, image.Content, document.SizeInBytes, document.ConfigMediaType, document.ArtifactType,
            document.Subject, document.Blobs, document.Children, document.Annotations, image.PushedAt)
        { Origin = ChangeOrigin.Restore, ChangedAt = now }).Run();
        // Its blobs were held and its children are there, so this is damage: the exception undoes everything.
        if (put.Status is not (ImagePutStatus.Stored or ImagePutStatus.Unchanged))
            throw new InvalidDataException($"The image {image.Digest} cannot be restored: {put.Status} {string.Join(", ", put.Missing)}.");
    }

    private void KeepHistory(Recycled image)
    {
        var id = session.On(SetHistory)
            .With("@repository", repositoryId)
            .With("@digest", image.Digest.ToString())
            .With("@status", image.Status)
            .With("@archived", image.ArchivedAt)
            .With("@activated", image.ActivatedAt)
            .With("@pulled", image.LastPulledAt)
            .Number()!.Value;
        if (image.Status == nameof(ImageStatus.Archived)) ImageArchival.Count(session, repositoryId, id, now);
    }

    private Recycled Read(DbDataReader row)
    {
        // What does not open does not parse either.
        var stored = row.Bytes(9);
        var content = sealing.Open(session, new(row.GetInt64(10), repositoryId, Digest.Parse(row.GetString(1))), stored) ?? stored;
        var mediaType = row.GetString(2);
        if (!ManifestDocument.TryParse(content, mediaType, out var document, out var refusal))
            throw new InvalidDataException($"The manifest {row.GetString(1)} in the recycle bin cannot be read: {refusal.Reason}");
        return new(
            row.GetInt64(0), Digest.Parse(row.GetString(1)), mediaType, [.. JsonText.List(row.GetString(3)).Select(ImageTag.Parse)], row.GetString(4),
            row.TimeOrNull(5), row.TimeOrNull(6), row.Time(7), row.TimeOrNull(8), content, document);
    }

    private sealed record Recycled(
        long Id, Digest Digest, string MediaType, IReadOnlyList<ImageTag> Tags, string Status, DateTimeOffset? ArchivedAt,
        DateTimeOffset? ActivatedAt, DateTimeOffset PushedAt, DateTimeOffset? LastPulledAt, ReadOnlyMemory<byte> Content, ManifestDocument Document);
}
