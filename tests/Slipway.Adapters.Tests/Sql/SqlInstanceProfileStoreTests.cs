using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Roles;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlInstanceProfileStoreTests : InstanceProfileStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly SqlInstanceProfileStore store;
    private readonly SqlRoleStore roles;

    public SqlInstanceProfileStoreTests()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        (store, roles) = (new(new(database, new())), new(new(database, new())));
    }

    private protected override IInstanceProfileStore Store => store;

    private protected override IRoleStore Roles => roles;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
