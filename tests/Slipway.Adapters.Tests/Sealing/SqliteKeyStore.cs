using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Kms.Keys;

namespace Slipway.Adapters.Tests.Sealing;

public sealed class SqliteKeyStore : KeyStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;

    public SqliteKeyStore()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        Keys = new SqlKeyStore(database, new());
    }

    private protected override IKeyStore Keys { get; }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
