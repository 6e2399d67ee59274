using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the journal, both ways.</summary>
internal static class ChangeRow
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns = $"id, {Written}";

    /// <summary>All but the id, which the database gives.</summary>
    public const string Written =
        "account, region, repository_id, repository, action, origin, digest, tag, media_type, config_media_type, artifact_type, subject, detail, at";

    private const string OfImage =
        $"""
        insert into registry_change ({Written})
        select r.account, r.region, r.id, r.name, @action, @origin, i.digest, @tag, i.media_type, i.config_media_type, i.artifact_type, i.subject, null, @at
        from image i join repository r on r.id = i.repository_id where i.id = @image
        """;

    /// <summary>Notes what is about to happen to an image, or just has, while its row is there.</summary>
    public static void Append(SqlSession session, long image, RegistryAction action, ChangeOrigin origin, ImageTag? tag, DateTimeOffset at) => session.On(OfImage)
        .With("@image", image)
        .With("@action", action.ToString())
        .With("@origin", origin.ToString())
        .With("@tag", tag?.ToString())
        .With("@at", at)
        .Run();

    public static RegistryChange Read(DbDataReader row) => new(
        row.GetInt64(0),
        new(row.GetString(1), row.GetString(2)),
        row.GetInt64(3),
        RepositoryRow.Name(row.GetString(4)),
        Enum.Parse<RegistryAction>(row.GetString(5)),
        Enum.Parse<ChangeOrigin>(row.GetString(6)),
        Digest.Parse(row.GetString(7)),
        row.TextOrNull(8) is { } tag ? ImageTag.Parse(tag) : null,
        new(row.TextOrNull(9), row.TextOrNull(10), row.TextOrNull(11), row.TextOrNull(12) is { } subject ? Digest.Parse(subject) : null),
        row.TextOrNull(13),
        row.Time(14));
}
