using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlOpenIdConnectProviderStoreTests : OpenIdConnectProviderStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IOpenIdConnectProviderStore Store => new SqlOpenIdConnectProviderStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
