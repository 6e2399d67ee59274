using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Registry;
using Slipway.Registry.PullThrough;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlUpstreamCheckStoreTests : UpstreamCheckStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;

    public SqlUpstreamCheckStoreTests() => database = EmptyDatabase.Open(folder["slipway.db"]);

    private protected override IUpstreamCheckStore Store => new SqlUpstreamCheckStore(database);

    private protected override IRepositoryStore Repositories => new SqlRepositoryStore(database, new(database, new()), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
