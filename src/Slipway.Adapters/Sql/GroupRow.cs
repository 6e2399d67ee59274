using System.Data.Common;
using Slipway.Identity.Groups;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>iam_group</c>.</summary>
internal static class GroupRow
{
    /// <summary>In the order that <see cref="Read"/> expects, of <c>iam_group g</c>.</summary>
    public const string Columns = "g.id, g.account, g.path, g.name, g.created_at";

    public static Group Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4));
}
