using Slipway.Events;

namespace Slipway.Adapters.Sql;

internal static class BusStatements
{
    public static SqlStatement OnBus(this SqlSession session, string sql, BusKey bus) =>
        session.On(sql).With("@account", bus.Account).With("@region", bus.Region).With("@bus", bus.Name);

    public static SqlStatement OnName(this SqlSession session, string sql, string account, string region, string name) =>
        session.On(sql).With("@account", account).With("@region", region).With("@name", name);

    /// <summary>Names in order are of a prefix while they lie below this; the empty prefix has all of them.</summary>
    public static SqlStatement WithPrefix(this SqlStatement statement, string prefix, string after) => statement
        .With("@prefix", prefix)
        .With("@end", prefix + '\u007f')
        .With("@after", after);
}
