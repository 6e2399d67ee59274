using System.Data.Common;
using Slipway.Registry.Policies;

namespace Slipway.Adapters.Sql;

/// <summary>A row of <c>repository_policy</c>. Whoever writes one lets the decisions be forgotten (<see cref="IdentityDatabase"/>).</summary>
internal static class RepositoryPolicyRow
{
    public const string Columns = "p.document, p.meaning";

    private const string Set =
        """
        insert into repository_policy (repository_id, document, meaning, updated_at) values (@repository, @document, @meaning, @at)
        on conflict (repository_id) do update set document = excluded.document, meaning = excluded.meaning, updated_at = excluded.updated_at
        """;

    private const string Remove = "delete from repository_policy where repository_id = @repository";

    private const string Exists = "select 1 from repository_policy where repository_id = @repository";

    public static AccessPolicy Read(DbDataReader row)
    {
        var (document, meaning) = (row.GetString(0), row.GetString(1));
        return new(document, document == meaning ? document : meaning);
    }

    public static void Put(SqlSession session, long repository, AccessPolicy policy, DateTimeOffset at) => session.On(Set)
        .With("@repository", repository)
        .With("@document", policy.Text)
        .With("@meaning", policy.Meaning)
        .With("@at", at)
        .Run();

    public static int Delete(SqlSession session, long repository) => session.On(Remove).With("@repository", repository).Run();

    public static bool IsThere(SqlSession session, long repository) => session.On(Exists).With("@repository", repository).Any();
}
