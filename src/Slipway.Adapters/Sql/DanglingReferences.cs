using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Finds references that lead nowhere, in a file that is found whole first. The database's own constraints exclude most of them; this is for a file that
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
        select i.id, '', m.image_id is not null, r.account, r.region, r.name, i.digest, ''
        from image i join repository r on r.id = i.repository_id left join manifest m on m.image_id = i.id
        where i.id > @number order by i.id limit @limit
        """;

    private const string HeldBlobs =
        """
        select n.image_id, n.blob_id, l.blob_id is not null and l.image_count > 0, r.account, r.region, r.name, i.digest,
            coalesce(b.digest, 'number ' || n.blob_id)
        from image_blob n join image i on i.id = n.image_id join repository r on r.id = i.repository_id
            left join repository_blob l on l.repository_id = i.repository_id and l.blob_id = n.blob_id left join blob b on b.id = n.blob_id
        where (n.image_id, n.blob_id) > (@number, @second) order by n.image_id, n.blob_id limit @limit
        """;

    private const string RecycledBlobs =
        """
        select n.recycled_id, n.blob_id, l.blob_id is not null and l.image_count > 0, r.account, r.region, r.name, i.digest,
            coalesce(b.digest, 'number ' || n.blob_id)
        from recycled_image_blob n join recycled_image i on i.id = n.recycled_id join repository r on r.id = i.repository_id
            left join repository_blob l on l.repository_id = i.repository_id and l.blob_id = n.blob_id left join blob b on b.id = n.blob_id
        where (n.recycled_id, n.blob_id) > (@number, @second) order by n.recycled_id, n.blob_id limit @limit
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
        select l.repository_id, l.blob_id, b.id is not null and b.link_count > 0, r.account, r.region, r.name,
            coalesce(b.digest, 'number ' || l.blob_id), ''
        from repository_blob l join repository r on r.id = l.repository_id left join blob b on b.id = l.blob_id
        where (l.repository_id, l.blob_id) > (@number, @second) order by l.repository_id, l.blob_id limit @limit
        """;

    private const string HeldBytes =
        """
        select r.id, '', r.held_bytes =
            coalesce((select sum(b.size) from repository_blob l join blob b on b.id = l.blob_id where l.repository_id = r.id), 0)
            + coalesce((select sum(i.manifest_size) from image i where i.repository_id = r.id), 0)
            + coalesce((select sum(c.manifest_size) from recycled_image c where c.repository_id = r.id), 0), r.account, r.region, r.name, r.held_bytes || '', ''
        from repository r where r.id > @number order by r.id limit @limit
        """;

    private const string ColdBlobs =
        """
        select b.id, '', b.size = coalesce((
            select sum(c.length) from cold_piece n join cold_chunk c on c.id = n.chunk_id join cold_pack k on k.blob_id = c.pack_id where n.blob_id = b.id), 0),
            '', '', '', b.digest, ''
        from blob b where b.id > @number and b.is_cold order by b.id limit @limit
        """;

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var faults = await database.CheckAsync(ct).ConfigureAwait(false);
        foreach (var fault in faults) yield return $"The database file is damaged: {fault}.";
        if (faults.Count > 0) yield break; // what it says about references is not to be trusted

        var isWhole = true;
        await foreach (var sentence in ReferencesAsync(ct).ConfigureAwait(false))
        {
            isWhole = false;
            yield return sentence;
        }

        // Where something is missing, the counts tell the same once more.
        if (!isWhole) yield break;
        await foreach (var row in Unsound(HeldBytes, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: it says that it holds {row.Subject} bytes, which is not what it holds.";
    }

    private async IAsyncEnumerable<string> ReferencesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Unsound(Tags, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: tag '{row.Subject}' points to an image that is not there.";
        await foreach (var row in Unsound(Manifests, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: the manifest of image {row.Subject} is not there.";
        await foreach (var row in Unsound(HeldBlobs, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: image {row.Subject} needs blob {row.Object}, which the repository does not keep.";
        await foreach (var row in Unsound(RecycledBlobs, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: image {row.Subject} in the recycle bin needs blob {row.Object}, which the repository does not keep.";
        await foreach (var row in Unsound(Children, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: index {row.Subject} names an image that is not there.";
        await foreach (var row in Unsound(Links, ct).ConfigureAwait(false))
            yield return $"Repository {row.Repository}: it holds blob {row.Subject}, which the registry does not keep.";
        await foreach (var row in Unsound(ColdBlobs, ct).ConfigureAwait(false))
            yield return $"Blob {row.Subject}: it lies in cold storage, which does not keep all of it.";
    }

    // Those that go on after a number alone.
    private static bool HasOneKey(string sql) => ReferenceEquals(sql, Manifests) || ReferenceEquals(sql, HeldBytes) || ReferenceEquals(sql, ColdBlobs);

    private async IAsyncEnumerable<Row> Unsound(string sql, [EnumeratorCancellation] CancellationToken ct)
    {
        var (number, text, second) = (0L, "", 0L);
        while (true)
        {
            var page = await database.ReadAsync(
                session =>
                {
                    var statement = session.On(sql).With("@number", number).With("@limit", PageSize);
                    if (ReferenceEquals(sql, Tags)) statement.With("@text", text);
                    else if (!HasOneKey(sql)) statement.With("@second", second);
                    return statement.All(Read);
                },
                ct).ConfigureAwait(false);
            foreach (var row in page)
            {
                if (!row.IsSound) yield return row;
            }

            if (page.Count < PageSize) yield break;
            (number, text) = (page[^1].Number, page[^1].Text);
            second = ReferenceEquals(sql, Tags) || HasOneKey(sql) ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
        }
    }

    private static Row Read(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), RepositoryLabel.Of(row, 3), row.GetString(6), row.GetString(7));

    private readonly record struct Row(long Number, string Text, bool IsSound, string Repository, string Subject, string Object);
}
