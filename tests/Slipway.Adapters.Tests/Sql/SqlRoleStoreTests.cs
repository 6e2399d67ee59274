using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Roles;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlRoleStoreTests : RoleStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly SqlRoleStore store;

    public SqlRoleStoreTests()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        store = new(new(database, new()));
    }

    private protected override IRoleStore Store => store;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
