using Slipway.SecretsManager;

namespace Slipway.Adapters.Sql;

/// <summary>The statements that list secrets: one for each order and direction, each along an index of its own.</summary>
internal static class SecretListing
{
    private const string Head = $"select {SecretRow.Columns} from secret s where s.account = @account and s.region = @region";

    private const string ByName = $"{Head} and s.name > @name order by s.name limit @limit";

    private const string ByNameDown = $"{Head} and s.name < @name order by s.name desc limit @limit";

    private const string ByCreation = $"{Head} and (s.created_at, s.name) > (@at, @name) order by s.created_at, s.name limit @limit";

    private const string ByCreationDown = $"{Head} and (s.created_at, s.name) < (@at, @name) order by s.created_at desc, s.name desc limit @limit";

    private const string ByChange = $"{Head} and (s.changed_at, s.name) > (@at, @name) order by s.changed_at, s.name limit @limit";

    private const string ByChangeDown = $"{Head} and (s.changed_at, s.name) < (@at, @name) order by s.changed_at desc, s.name desc limit @limit";

    private const string ByAccess = $"{Head} and (s.accessed_at, s.name) > (@at, @name) order by s.accessed_at, s.name limit @limit";

    private const string ByAccessDown = $"{Head} and (s.accessed_at, s.name) < (@at, @name) order by s.accessed_at desc, s.name desc limit @limit";

    // Names are ASCII, so this comes after all of them.
    private const string Last = "\u007f";

    /// <summary>Bound but for account, region and limit.</summary>
    public static SqlStatement On(SqlSession sql, SecretOrder order, bool isDescending, SecretPlace? after)
    {
        var place = after ?? (isDescending ? new(long.MaxValue, Last) : new(-1, ""));
        var statement = sql.On(TextOf(order, isDescending)).With("@name", place.Name);
        return order is SecretOrder.Name ? statement : statement.With("@at", place.At);
    }

    private static string TextOf(SecretOrder order, bool isDescending) => (order, isDescending) switch
    {
        (SecretOrder.Created, false) => ByCreation,
        (SecretOrder.Created, true) => ByCreationDown,
        (SecretOrder.Changed, false) => ByChange,
        (SecretOrder.Changed, true) => ByChangeDown,
        (SecretOrder.Accessed, false) => ByAccess,
        (SecretOrder.Accessed, true) => ByAccessDown,
        (_, false) => ByName,
        (_, true) => ByNameDown,
    };
}
