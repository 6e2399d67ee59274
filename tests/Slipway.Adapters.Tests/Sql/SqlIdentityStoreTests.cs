using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Policies;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlIdentityStoreTests : IdentityStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IIdentityStore Store => new SqlIdentityStore(tables.Database);

    private protected override IUserStore Users => new SqlUserStore(tables.Database);

    private protected override IAccessKeyStore Keys => new SqlAccessKeyStore(tables.Database);

    private protected override IAttachmentStore Attachments => new SqlAttachmentStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
