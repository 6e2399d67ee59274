namespace Slipway.Adapters.Sql;

/// <summary>What users, groups and roles have in common: an id of their own and an account.</summary>
internal static class PrincipalRow
{
    private const string FindAccount =
        """
        select account from iam_user where id = @id
        union all select account from iam_group where id = @id
        union all select account from iam_role where id = @id
        """;

    /// <returns>null when there is no such user, group or role.</returns>
    public static string? AccountOf(SqlSession sql, string id) => sql.On(FindAccount).With("@id", id).Text();
}
