using Slipway.Identity.Boundaries;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlBoundaryStore(IdentityDatabase database) : IBoundaryStore
{
    private const string SetOfUser = "update iam_user set boundary_arn = @arn where id = @id";

    private const string SetOfRole = "update iam_role set boundary_arn = @arn where id = @id";

    public ValueTask<BoundaryChange> SetAsync(string principalId, string policyArn, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (PrincipalRow.AccountOf(sql, principalId) is not { } account) return BoundaryChange.NoSuchPrincipal;
            if (!sql.HasPolicy(account, policyArn)) return BoundaryChange.NoSuchPolicy;
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
}
