using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlAccessKeyStoreTests : AccessKeyStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IAccessKeyStore Store => new SqlAccessKeyStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();

    private protected override async ValueTask UseAsync(string accessKeyId, DateTimeOffset at, string region, string service) => await tables.Database.WriteAsync(
        sql => sql.On("update access_key set last_used_at = @at, last_used_region = @region, last_used_service = @service where id = @id")
            .With("@id", accessKeyId)
            .With("@at", at)
            .With("@region", region)
            .With("@service", service)
            .Run(),
        TestContext.Current.CancellationToken);
}
