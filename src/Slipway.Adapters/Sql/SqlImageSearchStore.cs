using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Search;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlImageSearchStore(Database database) : IImageSearchStore
{
    private const string Columns = $"{ImageRow.Columns}, r.account, r.region, r.name, r.is_deleted";

    private const string From = "from image i join repository r on r.id = i.repository_id";

    private const string ByPush = $"select {Columns}, i.pushed_at {From} where (i.pushed_at, i.id) > (@key, @id) order by i.pushed_at, i.id limit @limit";

    private const string ByPushDescending =
        $"select {Columns}, i.pushed_at {From} where (i.pushed_at, i.id) < (@key, @id) order by i.pushed_at desc, i.id desc limit @limit";

    private const string BySize = $"select {Columns}, i.size_in_bytes {From} where (i.size_in_bytes, i.id) > (@key, @id) order by i.size_in_bytes, i.id limit @limit";

    private const string BySizeDescending =
        $"select {Columns}, i.size_in_bytes {From} where (i.size_in_bytes, i.id) < (@key, @id) order by i.size_in_bytes desc, i.id desc limit @limit";

    private const string Pull = "coalesce(i.last_pulled_at, 0)";

    private const string ByPull =
        $"select {Columns}, {Pull} {From} where {Pull} >= @key and ({Pull}, i.id) > (@key, @id) order by {Pull}, i.id limit @limit";

    private const string ByPullDescending =
        $"select {Columns}, {Pull} {From} where {Pull} <= @key and ({Pull}, i.id) < (@key, @id) order by {Pull} desc, i.id desc limit @limit";

    // After those of ImageRow.
    private const int Account = 14;

    public ValueTask<SearchWindow> ReadAsync(ImageSearch search, SearchPosition? after, int rows, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            var (first, last) = search.KeyRange;
            var start = after ?? (search.IsDescending ? new(last, long.MaxValue) : new SearchPosition(first, -1));
            var page = session.On(TextOf(search)).With("@key", start.Key).With("@id", start.Id).Page(rows, Read);
            List<FoundImage> matches = [];
            foreach (var row in page.Items)
            {
                if (search.IsDescending ? row.Key < first : row.Key > last) return new(matches, null);
                if (row.IsDeleted || row.Registry != search.Registry || !search.MatchesRepository(row.Repository) || !search.MatchesImage(row.Image.Image)) continue;
                var image = row.Image.Complete(session);
                if (search.MatchesTags(image.Tags)) matches.Add(new(row.Repository, image, new(row.Key, row.Image.Id)));
            }

            return new SearchWindow(matches, page.HasMore ? new(page.Items[^1].Key, page.Items[^1].Image.Id) : null);
        },
        ct);

    private static string TextOf(ImageSearch search) => (search.Order, search.IsDescending) switch
    {
        (ImageOrder.Pushed, false) => ByPush,
        (ImageOrder.Pushed, true) => ByPushDescending,
        (ImageOrder.Size, false) => BySize,
        (ImageOrder.Size, true) => BySizeDescending,
        (ImageOrder.Pulled, false) => ByPull,
        (ImageOrder.Pulled, true) => ByPullDescending,
        _ => throw new ArgumentException("In the order of the names each repository is listed by itself.", nameof(search)),
    };

    private static Row Read(DbDataReader row) => new(
        ImageRow.Read(row), new(row.GetString(Account), row.GetString(Account + 1)), RepositoryRow.Name(row.GetString(Account + 2)),
        row.GetBoolean(Account + 3), row.GetInt64(Account + 4));

    private readonly record struct Row(ImageRow Image, RegistryScope Registry, RepositoryName Repository, bool IsDeleted, long Key);
}
