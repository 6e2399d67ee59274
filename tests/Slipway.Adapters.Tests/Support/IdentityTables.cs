using Slipway.Adapters.Sql;

namespace Slipway.Adapters.Tests.Support;

/// <summary>A fresh database as the stores of identities see it.</summary>
internal sealed class IdentityTables : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;

    public IdentityTables()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        Database = new(database, new());
    }

    public IdentityDatabase Database { get; }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
