using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Finds references that lead nowhere. The database's own constraints exclude most of them; this is for a file that
/// was damaged or edited. Reads a page at a time, each a consistent state, so that pushes go on meanwhile.
/// </summary>
internal sealed class DanglingReferences(Database database)
{
    private const int PageSize = 1000;

    // Each returns the key to go on after (a number and a text), whether the row is sound, and the sentence's parts.
    private const string Tags =
        """
        select t.repository_id, t.name, i.id is not null, r.account, r.region, r.name, t.name, ''
        from tag t join repository r on r.id = t.repository_id left join image i on i.id = t.image_id and i.repository_id = t.repository_id
        where (t.repository_id, t.name) > (@number, @text) order by t.repository_id, t.name limit @limit
        """;

    private const string Manifests =
        """
        select i.id, '', m.id is not null and m.digest = i.digest, r.account, r.region, r.name, i.digest, ''
        from image i join repository r on r.id = i.repository_id left join manifest m on m.id = i.manifest_id
        where i.id > @number order by i.id limit @limit
        """;

    private const string HeldBlobs =
        """
        select b.image_id, b.digest, l.digest is not null and l.image_count > 0, r.account, r.region, r.name, i.digest, b.digest
        from image_blob b join image i on i.id = b.image_id join repository r on r.id = i.repository_id
            left join repository_blob l on l.repository_id = i.repository_id and l.digest = b.digest
        where (b.image_id, b.digest) > (@number, @text) and b.is_held order by b.image_id, b.digest limit @limit
        """;

    private const string Children =
        """
        select c.parent_id, c.child_id, i.id is not null, r.account, r.region, r.name, p.digest, ''
        from image_child c join image p on p.id = c.parent_id join repository r on r.id = p.repository_id
            left join image i on i.id = c.child_id and i.repository_id = p.repository_id
        where (c.parent_id, c.child_id) > (@number, @second) order by c.parent_id, c.child_id limit @limit
        """;

    private const string Links =
        """
        select l.repository_id, l.digest, b.digest is not null and b.size = l.size and b.link_count > 0, r.account, r.region, r.name, l.digest, ''
        from repository_blob l join repository r on r.id = l.repository_id left join blob b on b.digest = l.digest
        where (l.repository_id, l.digest) > (@number, @text) order by l.repository_id, l.digest limit @limit
        """;

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Unsound(Tags, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: tag '{row.Subject}' points to an image that is not there.";
        await foreach (var row in Unsound(Manifests, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: the manifest of image {row.Subject} is not there.";
        await foreach (var row in Unsound(HeldBlobs, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: image {row.Subject} needs blob {row.Object}, which the repository does not keep.";
        await foreach (var row in Unsound(Children, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: index {row.Subject} names an image that is not there.";
        await foreach (var row in Unsound(Links, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: it holds blob {row.Subject}, which the registry does not keep.";
    }

    private async IAsyncEnumerable<Row> Unsound(string sql, [EnumeratorCancellation] CancellationToken ct)
    {
        var (number, text, second) = (0L, "", 0L);
        while (true)
        {
            var page = await database.ReadAsync(
                session =>
                {
                    var statement = session.On(sql).With("@number", number).With("@limit", PageSize);
                    if (ReferenceEquals(sql, Children)) statement.With("@second", second);
                    else if (!ReferenceEquals(sql, Manifests)) statement.With("@text", text);
                    return statement.All(Read);
                },
                ct).ConfigureAwait(false);
            foreach (var row in page)
            {
                if (!row.IsSound) yield return row;
            }

            if (page.Count < PageSize) yield break;
            (number, text) = (page[^1].Number, page[^1].Text);
            second = ReferenceEquals(sql, Children) ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
    }

    private static Row Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), RepositoryLabel.Of(row, 3), row.GetString(6), row.GetString(7));

    private readonly record struct Row(long Number, string Text, bool IsSound, string Repository, string Subject, string Object);
}
