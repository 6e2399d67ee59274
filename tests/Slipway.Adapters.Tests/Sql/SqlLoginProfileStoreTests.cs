using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlLoginProfileStoreTests : LoginProfileStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override ILoginProfileStore Store => new SqlLoginProfileStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
