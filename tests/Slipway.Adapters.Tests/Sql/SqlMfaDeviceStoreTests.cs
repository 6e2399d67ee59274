using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlMfaDeviceStoreTests : MfaDeviceStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IMfaDeviceStore Store => new SqlMfaDeviceStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
