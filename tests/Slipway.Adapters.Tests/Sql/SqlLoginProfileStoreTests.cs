using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlLoginProfileStoreTests : LoginProfileStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override ILoginProfileStore Store => new SqlLoginProfileStore(tables.Database);

    private protected override IIdentityStore Users => new SqlIdentityStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
