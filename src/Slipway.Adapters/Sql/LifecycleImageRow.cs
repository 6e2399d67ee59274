using System.Data.Common;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Sql;

/// <summary>Images as lifecycle policies look at them.</summary>
internal static class LifecycleImageRow
{
    private const string Columns =
        """
        i.id, i.digest, i.status, i.pushed_at, i.last_pulled_at, i.archived_at, i.activated_at, i.subject, i.tag_count > 0,
            (select p.digest from image_child c join image p on p.id = c.parent_id where c.child_id = i.id order by c.parent_id limit 1)
        """;

    private const string AllImages =
        $"""
        select {Columns} from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.digest > @after order by i.digest limit @limit
        """;

    private const string OneImage =
        $"""
        select {Columns} from repository r join image i on i.repository_id = r.id
        where r.id = @repository and not r.is_deleted and i.id = @image
        """;

    private const string FindByDigest = "select id from image where repository_id = @repository and digest = @digest";

    private const string FindByTag = "select image_id from tag where repository_id = @repository and name = @tag";

    private const string Tags = "select name from tag where image_id = @image order by name";

    public static Page<LifecycleImage> Page(SqlSession session, long repositoryId, Digest? after, int limit)
    {
        var rows = session.On(AllImages).With("@repository", repositoryId).With("@after", after?.ToString() ?? "").Page(limit, Read);
        return new(rows.Items.Select(row => Complete(session, row)).ToList(), rows.HasMore);
    }

    /// <returns>null when it is gone.</returns>
    public static LifecycleImage? Find(SqlSession session, long repositoryId, long image) =>
        session.On(OneImage).With("@repository", repositoryId).With("@image", image).First<(LifecycleImage, bool)?>(static row => Read(row)) is { } found ? Complete(session, found) : null;

    public static LifecycleImage? Find(SqlSession session, long repositoryId, Reference reference)
    {
        var statement = reference.Digest is { } digest
            ? session.On(FindByDigest).With("@digest", digest.ToString())
            : session.On(FindByTag).With("@tag", reference.Tag.ToString());
        return statement.With("@repository", repositoryId).Number() is { } image ? Find(session, repositoryId, image) : null;
    }

    private static LifecycleImage Complete(SqlSession session, (LifecycleImage Image, bool IsTagged) row) => row.IsTagged
        ? row.Image with { Tags = session.On(Tags).With("@image", row.Image.Id).All(static tag => tag.GetString(0)) }
        : row.Image;

    private static (LifecycleImage Image, bool IsTagged) Read(DbDataReader row) => (
        new(
            row.GetInt64(0),
            Digest.Parse(row.GetString(1)),
            Enum.Parse<ImageStatus>(row.GetString(2)),
            row.Time(3),
            row.TimeOrNull(4),
            row.TimeOrNull(5),
            row.TimeOrNull(6),
            [],
            row.TextOrNull(9) is { } index ? Digest.Parse(index) : null,
            row.TextOrNull(7) is { } subject ? Digest.Parse(subject) : null),
        row.GetBoolean(8));
}
