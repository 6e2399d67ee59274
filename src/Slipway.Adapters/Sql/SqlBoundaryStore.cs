using Slipway.Identity.Boundaries;
using Slipway.Identity.Policies;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlBoundaryStore(IdentityDatabase database) : IBoundaryStore
{
    private const string AccountOf = "select account from iam_user where id = @id union all select account from iam_role where id = @id";

    private const string SetOfUser = "update iam_user set boundary_arn = @arn where id = @id";

    private const string SetOfRole = "update iam_role set boundary_arn = @arn where id = @id";

    public ValueTask<BoundaryChange> SetAsync(string principalId, string policyArn, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (sql.On(AccountOf).With("@id", principalId).Text() is not { } account) return BoundaryChange.NoSuchPrincipal;
            if (!IsPolicy(sql, account, policyArn)) return BoundaryChange.NoSuchPolicy;
            sql.On(SetOfUser).With("@id", principalId).With("@arn", policyArn).Run();
            sql.On(SetOfRole).With("@id", principalId).With("@arn", policyArn).Run();
            return BoundaryChange.Set;
        },
        ct);

    public ValueTask<bool> RemoveAsync(string principalId, CancellationToken ct) => database.WriteAsync(
        sql =>
            sql.On("update iam_user set boundary_arn = null where id = @id and boundary_arn is not null").With("@id", principalId).Run()
            + sql.On("update iam_role set boundary_arn = null where id = @id and boundary_arn is not null").With("@id", principalId).Run() == 1,
        ct);

    /// <summary>Whether a principal of an account may have this policy: AWS's are everybody's, a customer's are its account's.</summary>
    public static bool IsPolicy(SqlSession sql, string account, string arn) =>
        AwsManagedPolicies.Find(arn) is not null
        || sql.On("select 1 from iam_policy where arn = @arn and account = @account").With("@arn", arn).With("@account", account).Any();
}
