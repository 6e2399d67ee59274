using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Reports;
using Slipway.Identity.Roles;
using Slipway.Identity.Usage;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlUsageStoreTests : UsageStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IUsageStore Store => new SqlUsageStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    private protected override IAccessKeyStore Keys => new SqlAccessKeyStore(tables.Database);

    private protected override IRoleStore Roles => new SqlRoleStore(tables.Database);

    private protected override IServiceAccessStore Access => new SqlServiceAccessStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
