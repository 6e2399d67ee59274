using System.Data.Common;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlPolicyVersionStore(IdentityDatabase database) : IPolicyVersionStore
{
    private const string Columns = "v.version, v.document, v.version = p.default_version, v.created_at";

    private const string Find =
        $"select {Columns} from iam_policy p join iam_policy_version v on v.policy_id = p.id where p.arn = @arn and v.version = @version";

    private const string List =
        $"""
        select {Columns} from iam_policy p join iam_policy_version v on v.policy_id = p.id
        where p.arn = @arn and v.version < @before
        order by v.version desc limit @limit
        """;

    private const string FindPolicy = "select id, last_version from iam_policy where arn = @arn";

    private const string Count = "select count(*) from iam_policy_version where policy_id = @id";

    private const string Add =
        "insert into iam_policy_version (policy_id, version, document, created_at) values (@id, @version, @document, @created_at)";

    private const string NoteAddition = "update iam_policy set last_version = @version, updated_at = @updated_at where id = @id";

    private const string SetDefault = "update iam_policy set default_version = @version where arn = @arn";

    private const string Delete =
        "delete from iam_policy_version where policy_id = (select id from iam_policy where arn = @arn) and version = @version";

    public ValueTask<PolicyVersion?> FindAsync(string arn, long number, CancellationToken ct) =>
        database.ReadAsync(sql => FindIn(sql, arn, number), ct);

    public ValueTask<Page<PolicyVersion>> ListAsync(string arn, long before, int limit, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(List).With("@arn", arn).With("@before", before).Page(limit, Read), ct);

    public ValueTask<VersionAddition> AddAsync(
        string arn, string document, bool isDefault, int most, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var policy = sql.On(FindPolicy).With("@arn", arn).First(static row => (Id: row.GetString(0), Last: row.GetInt64(1)));
            if (policy.Id is null) return default;
            if (sql.On(Count).With("@id", policy.Id).Number() >= most) return new(IsFound: true, Version: null);
            var version = new PolicyVersion(policy.Last + 1, document, isDefault, at);
            sql.On(Add)
                .With("@id", policy.Id)
                .With("@version", version.Number)
                .With("@document", document)
                .With("@created_at", at)
                .Run();
            sql.On(NoteAddition).With("@id", policy.Id).With("@version", version.Number).With("@updated_at", at).Run();
            if (isDefault) sql.On(SetDefault).With("@arn", arn).With("@version", version.Number).Run();
            return new VersionAddition(IsFound: true, version);
        },
        ct);

    public ValueTask<bool> SetDefaultAsync(string arn, long number, CancellationToken ct) => database.WriteAsync(
        sql => FindIn(sql, arn, number) is not null && sql.On(SetDefault).With("@arn", arn).With("@version", number).Run() == 1, ct);

    public ValueTask<VersionDeletion> DeleteAsync(string arn, long number, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, arn, number) is not { } found) return VersionDeletion.NotFound;
            if (found.IsDefault) return VersionDeletion.IsDefault;
            sql.On(Delete).With("@arn", arn).With("@version", number).Run();
            return VersionDeletion.Deleted;
        },
        ct);

    private static PolicyVersion? FindIn(SqlSession sql, string arn, long number) =>
        sql.On(Find).With("@arn", arn).With("@version", number).First(Read);

    private static PolicyVersion Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.Time(3));
}
