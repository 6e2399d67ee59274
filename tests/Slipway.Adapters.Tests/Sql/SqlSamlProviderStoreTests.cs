using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlSamlProviderStoreTests : SamlProviderStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override ISamlProviderStore Store => new SqlSamlProviderStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
