using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlPolicyStore(IdentityDatabase database) : IPolicyStore
{
    private const string IsAttached = "exists (select 1 from iam_attachment a where a.policy_arn = p.arn and a.account = p.account)";

    private const string IsBoundary =
        "(exists (select 1 from iam_user u where u.boundary_arn = p.arn) or exists (select 1 from iam_role r where r.boundary_arn = p.arn))";

    private const string Columns =
        """
        p.id, p.account, p.path, p.name, p.created_at, p.updated_at, p.default_version, p.description, p.tags,
        (select count(*) from iam_attachment a where a.policy_arn = p.arn and a.account = p.account),
        (select count(*) from iam_user u where u.boundary_arn = p.arn) + (select count(*) from iam_role r where r.boundary_arn = p.arn)
        """;

    private const string Find = $"select {Columns} from iam_policy p where p.arn = @arn";

    private const string List =
        $"""
        select {Columns} from iam_policy p
        where p.account = @account and p.name_key > @after and substr(p.path, 1, length(@prefix)) = @prefix
            and (not @attached or {IsAttached}) and (not @boundary or {IsBoundary})
        order by p.name_key limit @limit
        """;

    private const string Count = "select count(*) from iam_policy where account = @account";

    private const string Add =
        """
        insert into iam_policy (id, account, path, name, name_key, arn, description, default_version, last_version, tags, created_at, updated_at)
        values (@id, @account, @path, @name, @name_key, @arn, @description, @version, @version, @tags, @created_at, @updated_at)
        on conflict do nothing
        """;

    private const string AddVersion =
        "insert into iam_policy_version (policy_id, version, document, created_at) values (@id, @version, @document, @created_at)";

    private const string SetTags = "update iam_policy set tags = @tags where arn = @arn";

    private const string HasVersions = "select 1 from iam_policy_version where policy_id = @id limit 1 offset 1";

    private const string DeleteVersions = "delete from iam_policy_version where policy_id = @id";

    private const string Delete = "delete from iam_policy where id = @id";

    public ValueTask<CustomerPolicy?> FindAsync(string arn, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, arn), ct);

    public ValueTask<Page<CustomerPolicy>> ListAsync(string account, PolicyFilter filter, string after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List)
            .With("@account", account)
            .With("@after", after)
            .With("@prefix", filter.PathPrefix)
            .With("@attached", filter.IsAttached)
            .With("@boundary", filter.IsBoundary)
            .Page(limit, Read),
        ct);

    public ValueTask<PolicyAddition> AddAsync(CustomerPolicy policy, string document, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (sql.On(Count).With("@account", policy.Account).Number() >= most) return PolicyAddition.QuotaExceeded;
            var isNew = sql.On(Add)
                .With("@id", policy.Id)
                .With("@account", policy.Account)
                .With("@path", policy.Path)
                .With("@name", policy.Name)
                .With("@name_key", IamName.KeyOf(policy.Name))
                .With("@arn", policy.Arn)
                .With("@description", policy.Description)
                .With("@version", policy.DefaultVersion)
                .With("@tags", JsonText.Of(policy.Tags))
                .With("@created_at", policy.CreatedAt)
                .With("@updated_at", policy.UpdatedAt)
                .Run() == 1;
            if (!isNew) return PolicyAddition.NameTaken;
            sql.On(AddVersion)
                .With("@id", policy.Id)
                .With("@version", policy.DefaultVersion)
                .With("@document", document)
                .With("@created_at", policy.CreatedAt)
                .Run();
            return PolicyAddition.Added;
        },
        ct);

    public ValueTask<bool> ChangeTagsAsync(string arn, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        sql => FindIn(sql, arn) is { } found && sql.On(SetTags).With("@arn", arn).With("@tags", JsonText.Of(change(found.Tags))).Run() == 1, ct);

    public ValueTask<PolicyDeletion> DeleteAsync(string arn, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, arn) is not { } found) return PolicyDeletion.NotFound;
            if (found.Usage != default) return PolicyDeletion.IsAttached;
            if (sql.On(HasVersions).With("@id", found.Id).Any()) return PolicyDeletion.HasVersions;
            sql.On(DeleteVersions).With("@id", found.Id).Run();
            sql.On(Delete).With("@id", found.Id).Run();
            return PolicyDeletion.Deleted;
        },
        ct);

    private static CustomerPolicy? FindIn(SqlSession sql, string arn) => sql.On(Find).With("@arn", arn).First(Read);

    private static CustomerPolicy Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.Time(5), row.GetInt64(6))
    {
        Description = row.TextOrNull(7),
        Tags = new(JsonText.Map(row.GetString(8))),
        Usage = new(row.GetInt64(9), row.GetInt64(10)),
    };
}
