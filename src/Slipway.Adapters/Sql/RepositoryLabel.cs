using System.Data.Common;

namespace Slipway.Adapters.Sql;

/// <summary>A repository as <c>slipway verify</c> names it: account, region and name.</summary>
internal static class RepositoryLabel
{
    /// <param name="column">The first of the three columns account, region and name.</param>
    public static string Of(DbDataReader row, int column) => $"{row.GetString(column)}/{row.GetString(column + 1)}/{row.GetString(column + 2)}";
}
