using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlIdentityStoreTests : IdentityStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly SqlIdentityStore store;

    public SqlIdentityStoreTests()
    {
        database = Database.Open(folder["slipway.db"], NullLogger<Database>.Instance);
        store = new(new(database, new()));
    }

    private protected override IIdentityStore Store => store;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
