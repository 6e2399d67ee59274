using System.Data.Common;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlInlinePolicyStore(IdentityDatabase database) : IInlinePolicyStore
{
    private const string Find = "select name, document from iam_inline_policy where principal_id = @id and name = @name";

    private const string ListNames = "select name from iam_inline_policy where principal_id = @id and name > @after order by name limit @limit";

    private const string List = "select name, document from iam_inline_policy where principal_id = @id order by name";

    private const string Put =
        """
        insert into iam_inline_policy (principal_id, name, document) values (@id, @name, @document)
        on conflict (principal_id, name) do update set document = excluded.document
        """;

    private const string Delete = "delete from iam_inline_policy where principal_id = @id and name = @name";

    public ValueTask<InlinePolicy?> FindAsync(string principalId, string name, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(Find).With("@id", principalId).With("@name", name).First(Read), ct);

    public ValueTask<Page<string>> ListNamesAsync(string principalId, string after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ListNames).With("@id", principalId).With("@after", after).Page(limit, static row => row.GetString(0)), ct);

    public ValueTask<bool> PutAsync(
        string principalId, InlinePolicy policy, Action<IReadOnlyList<InlinePolicy>> check, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (PrincipalRow.AccountOf(sql, principalId) is null) return false;
            check([.. OfPrincipal(sql, principalId).Where(other => other.Name != policy.Name), policy]);
            sql.On(Put).With("@id", principalId).With("@name", policy.Name).With("@document", policy.Document).Run();
            return true;
        },
        ct);

    public ValueTask<bool> DeleteAsync(string principalId, string name, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Delete).With("@id", principalId).With("@name", name).Run() == 1, ct);

    /// <summary>All of one principal, in the order of their names.</summary>
    public static IReadOnlyList<InlinePolicy> OfPrincipal(SqlSession sql, string principalId) => sql.On(List).With("@id", principalId).All(Read);

    private static InlinePolicy Read(DbDataReader row) => new(row.GetString(0), row.GetString(1));
}
