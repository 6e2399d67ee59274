using System.Data.Common;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>iam_user</c>.</summary>
internal static class UserRow
{
    /// <summary>In the order that <see cref="Read"/> expects, of <c>iam_user u</c>.</summary>
    public const string Columns =
        """
        u.id, u.account, u.path, u.name, u.created_at, u.tags, u.boundary_arn,
        (select p.last_used_at from iam_login_profile p where p.user_id = u.id)
        """;

    public static User Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4))
    {
        Tags = new(JsonText.Map(row.GetString(5))),
        BoundaryArn = row.TextOrNull(6),
        PasswordLastUsedAt = row.TimeOrNull(7),
    };
}
