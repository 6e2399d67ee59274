using Slipway.Registry.Journal;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlChangeJournal(Database database, ChangeSignal signal) : IChangeJournal
{
    private const string Position = "select position from registry_follower where name = @name";

    private const string Begin =
        """
        insert into registry_follower (name, position) values (@name, coalesce((select max(id) from registry_change), 0))
        on conflict do nothing
        """;

    private const string Advance = "update registry_follower set position = @position where name = @name and position < @position";

    private const string After = $"select {ChangeRow.Columns} from registry_change where id > @position order by id limit @limit";

    private const string Add =
        $"""
        insert into registry_change ({ChangeRow.Written})
        values (@account, @region, @repository_id, @repository, @action, @origin, @digest, @tag, @media_type, @config_media_type, @artifact_type, @subject, @detail, @at)
        """;

    private const string Remove = "delete from registry_change where id in (select id from registry_change where id <= @position order by id limit @limit)";

    public async ValueTask<long> BeginAsync(string follower, CancellationToken ct) =>
        await database.ReadAsync(session => PositionIn(session, follower), ct)
        ?? await database.WriteAsync(
            session =>
            {
                session.On(Begin).With("@name", follower).Run();
                return PositionIn(session, follower) ?? 0;
            },
            ct);

    public ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(long position, int limit, CancellationToken ct) => database.ReadAsync(
        session => (IReadOnlyList<RegistryChange>)session.On(After).With("@position", position).With("@limit", limit).All(ChangeRow.Read), ct);

    public async ValueTask AdvanceAsync(IReadOnlyDictionary<string, long> positions, CancellationToken ct) => await database.WriteAsync(
        session => positions.Sum(one => session.On(Advance).With("@name", one.Key).With("@position", one.Value).Run()), ct);

    public async ValueTask AppendAsync(RegistryChange change, CancellationToken ct)
    {
        await database.WriteAsync(session => Append(session, change), ct);
        signal.Raise();
    }

    public ValueTask<int> PruneAsync(IReadOnlyCollection<string> followers, int limit, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var passed = long.MaxValue;
            foreach (var follower in followers) passed = Math.Min(passed, PositionIn(session, follower) ?? 0);
            return session.On(Remove).With("@position", passed).With("@limit", limit).Run();
        },
        ct);

    /// <returns>null for a follower that is new.</returns>
    private static long? PositionIn(SqlSession session, string follower) => session.On(Position).With("@name", follower).Number();

    /// <summary>For what must be told in the transaction in which it happens.</summary>
    internal static int Append(SqlSession session, RegistryChange change) => session.On(Add)
        .With("@account", change.Registry.Account)
        .With("@region", change.Registry.Region)
        .With("@repository_id", change.RepositoryId)
        .With("@repository", change.Repository.ToString())
        .With("@action", change.Action.ToString())
        .With("@origin", change.Origin.ToString())
        .With("@digest", change.Digest.ToString())
        .With("@tag", change.Tag?.ToString())
        .With("@media_type", change.Image.MediaType)
        .With("@config_media_type", change.Image.ConfigMediaType)
        .With("@artifact_type", change.Image.ArtifactType)
        .With("@subject", change.Image.Subject?.ToString())
        .With("@detail", change.Detail)
        .With("@at", change.At)
        .Run();
}
