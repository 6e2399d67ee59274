using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Accounts;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlAccountAliasStoreTests : AccountAliasStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IAccountAliasStore Store => new SqlAccountAliasStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
