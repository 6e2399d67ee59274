using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;

namespace Slipway.Adapters.Tests;

/// <summary>How to make the stores of EventBridge over SQLite, and below the contracts that they pass.</summary>
internal static class SqliteEvents
{
    public static ValueTask<object> Open()
    {
        TemporaryFolder folder = new();
        var database = EmptyDatabase.Open(folder["slipway.db"]);
        return new(new EventsStores(
            new SqlEventBusStore(database), new SqlEventRuleStore(database, new()), new SqlEventTargetStore(database, new()), new SqlConnectionStore(database),
            new SqlApiDestinationStore(database), new SqlDeliveryStore(database), new Opened(folder, database)));
    }

    private sealed class Opened(TemporaryFolder folder, Database database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            folder.Dispose();
        }
    }
}

public sealed class SqliteEventBusStore : EventBusStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}

public sealed class SqliteEventRuleStore : EventRuleStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}

public sealed class SqliteEventTargetStore : EventTargetStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}

public sealed class SqliteConnectionStore : ConnectionStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}

public sealed class SqliteApiDestinationStore : ApiDestinationStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}

public sealed class SqliteDeliveryStore : DeliveryStoreContract
{
    protected override ValueTask<object> OpenAsync() => SqliteEvents.Open();
}
