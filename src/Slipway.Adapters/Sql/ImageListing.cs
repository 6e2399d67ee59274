using Slipway.Kernel;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Pages of images. Each kind of image that a filter shows, tagged or not, active or not, has an index of its own: the
/// page is merged from theirs.
/// </summary>
internal sealed class ImageListing(SqlSession session, long repositoryId, ImageFilter filter)
{
    private const string From =
        $"""
        select {ImageRow.Columns} from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.digest > @after
        """;

    private const string Order = "order by i.digest limit @limit";

    private const string TaggedImages = $"{From} and i.tag_count > 0 and i.status = 'Active' {Order}";

    private const string UntaggedImages = $"{From} and i.tag_count = 0 and i.status = 'Active' {Order}";

    private const string StoredTaggedImages = $"{From} and i.tag_count > 0 and i.status <> 'Active' and i.status = @status {Order}";

    private const string StoredUntaggedImages = $"{From} and i.tag_count = 0 and i.status <> 'Active' and i.status = @status {Order}";

    private const string FindId = "select id from image where repository_id = @repository and digest = @digest";

    private const string TagsAfter = "select name from tag where image_id = @image and name > @after order by name limit @limit";

    public Page<Image> Images(Digest? after, int limit)
    {
        var rows = Rows(filter.TagStatus, after, limit);
        return new(rows.Items.Select(row => row.Complete(session)).ToList(), rows.HasMore);
    }

    /// <summary>The tagged part first.</summary>
    public Page<ImageId> Ids(ImageId? after, int limit)
    {
        List<ImageId> ids = [];
        if (filter.TagStatus is not TagStatus.Untagged && after is null or { Tag: not null }) AddTagged(ids, after, limit + 1);
        if (filter.TagStatus is not TagStatus.Tagged && ids.Count <= limit)
        {
            var untagged = Rows(TagStatus.Untagged, after is { Tag: null } ? after.Digest : null, limit - ids.Count);
            ids.AddRange(untagged.Items.Select(row => new ImageId(row.Image.Digest, null)));
            return new(ids, untagged.HasMore);
        }

        return ids.Count > limit ? new(ids.GetRange(0, limit), HasMore: true) : new(ids, HasMore: false);
    }

    private void AddTagged(List<ImageId> ids, ImageId? after, int most)
    {
        // An image with many tags may be spread over several pages.
        if (after is { Tag: { } last } && session.On(FindId).With("@repository", repositoryId).With("@digest", after.Digest.ToString()).Number() is { } image)
            AddTags(ids, image, after.Digest, last.ToString(), most);
        var digest = after?.Digest;
        while (ids.Count < most)
        {
            var rows = Rows(TagStatus.Tagged, digest, most - ids.Count);
            foreach (var row in rows.Items.TakeWhile(_ => ids.Count < most)) AddTags(ids, row.Id, row.Image.Digest, "", most);
            if (!rows.HasMore) return;
            digest = rows.Items[^1].Image.Digest;
        }
    }

    private void AddTags(List<ImageId> ids, long image, Digest digest, string after, int most) => ids.AddRange(session.On(TagsAfter)
        .With("@image", image)
        .With("@after", after)
        .With("@limit", most - ids.Count)
        .All(row => new ImageId(digest, ImageTag.Parse(row.GetString(0)))));

    private Page<ImageRow> Rows(TagStatus tagStatus, Digest? after, int limit)
    {
        List<ImageRow> rows = [];
        foreach (var status in filter.Status is { } one ? [one] : Enum.GetValues<ImageStatus>())
        {
            var active = status is ImageStatus.Active;
            if (tagStatus is not TagStatus.Untagged) rows.AddRange(Read(active ? TaggedImages : StoredTaggedImages, status, after, limit));
            if (tagStatus is not TagStatus.Tagged) rows.AddRange(Read(active ? UntaggedImages : StoredUntaggedImages, status, after, limit));
        }

        rows.Sort(static (one, other) => one.Image.Digest.CompareTo(other.Image.Digest));
        return rows.Count > limit ? new(rows.GetRange(0, limit), HasMore: true) : new(rows, HasMore: false);
    }

    private List<ImageRow> Read(string sql, ImageStatus status, Digest? after, int limit)
    {
        var statement = session.On(sql).With("@repository", repositoryId).With("@after", after?.ToString() ?? "").With("@limit", limit + 1L);
        if (status is not ImageStatus.Active) statement.With("@status", status.ToString());
        return statement.All(ImageRow.Read);
    }
}
