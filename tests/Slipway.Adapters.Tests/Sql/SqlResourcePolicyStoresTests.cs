using Slipway.Adapters.Tests.Contracts;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlRepositoryPolicyStoreTests : RepositoryPolicyStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqlRegistryPolicyStoreTests : RegistryPolicyStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}
