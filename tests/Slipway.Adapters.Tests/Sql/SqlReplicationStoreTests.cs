using Slipway.Adapters.Tests.Contracts;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlReplicationStoreTests : ReplicationStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}
