using System.Data.Common;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>image</c> as the domain sees it.</summary>
/// <param name="Id">The row's own, for the tags that point to it.</param>
/// <param name="Image">Still without its tags.</param>
internal readonly record struct ImageRow(long Id, bool IsTagged, Image Image)
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        "i.id, i.tag_count > 0, i.digest, i.media_type, i.manifest_size, i.size_in_bytes, i.config_media_type, i.artifact_type, i.subject, i.pushed_at, i.last_pulled_at, i.status, i.archived_at, i.activated_at";

    private const string Tags = "select name from tag where image_id = @image order by name";

    public static ImageRow Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetBoolean(1),
        new(
            Digest.Parse(row.GetString(2)),
            row.GetString(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.TextOrNull(6),
            row.TextOrNull(7),
            row.TextOrNull(8) is { } subject ? Digest.Parse(subject) : null,
            row.Time(9),
            row.TimeOrNull(10),
            [])
        {
            Status = Enum.Parse<ImageStatus>(row.GetString(11)),
            LastArchivedAt = row.TimeOrNull(12),
            LastActivatedAt = row.TimeOrNull(13),
        });

    /// <summary>The image with its tags.</summary>
    public Image Complete(SqlSession session) => IsTagged ? Image with { Tags = TagsOf(session, Id) } : Image;

    public static List<ImageTag> TagsOf(SqlSession session, long id) =>
        session.On(Tags).With("@image", id).All(static row => ImageTag.Parse(row.GetString(0)));
}
