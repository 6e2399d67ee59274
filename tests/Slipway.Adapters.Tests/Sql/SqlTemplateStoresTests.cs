using Slipway.Adapters.Tests.Contracts;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlPullExclusionStoreTests : PullExclusionStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqlCreationTemplateStoreTests : CreationTemplateStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}

public sealed class SqlSigningStoreTests : SigningStoreContract
{
    protected override ValueTask<RegistryStores> OpenAsync(TimeProvider clock) => SqliteStores.Open(clock);
}
