using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.SecretsManager;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlSecretStoreTests : SecretStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;

    public SqlSecretStoreTests() => database = EmptyDatabase.Open(folder["slipway.db"]);

    private protected override ISecretStore Store => new SqlSecretStore(database);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
