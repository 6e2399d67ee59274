using Slipway.Registry;
using Slipway.Registry.PullThrough;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlUpstreamCheckStore(Database database) : IUpstreamCheckStore
{
    private const string Find = "select checked_at from upstream_check where repository_id = @id and tag = @tag";

    private const string Put =
        """
        insert into upstream_check (repository_id, tag, checked_at)
        select r.id, @tag, @at from repository r where r.id = @id
        on conflict (repository_id, tag) do update set checked_at = excluded.checked_at
        """;

    public ValueTask<DateTimeOffset?> FindAsync(long repositoryId, ImageTag tag, CancellationToken ct) => database.ReadAsync(
        session => session.On(Find).With("@id", repositoryId).With("@tag", tag.ToString()).First(static row => (DateTimeOffset?)row.Time(0)), ct);

    public async ValueTask PutAsync(long repositoryId, ImageTag tag, DateTimeOffset at, CancellationToken ct) => await database.WriteAsync(
        session => session.On(Put).With("@id", repositoryId).With("@tag", tag.ToString()).With("@at", at).Run(), ct);
}
