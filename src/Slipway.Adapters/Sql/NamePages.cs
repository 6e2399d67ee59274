using System.Data.Common;
using Slipway.Identity;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

internal static class NamePages
{
    /// <summary>A page of an account's users, groups, roles or profiles below a path, in the order of their <c>name_key</c>.</summary>
    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    public static Page<T> PageOfNames<T>(this SqlStatement list, string account, string pathPrefix, string? after, int limit, Func<DbDataReader, T> read) => list
        .With("@account", account)
        .With("@prefix", pathPrefix)
        .With("@after", IamName.KeyOf(after ?? ""))
        .Page(limit, read);
}
