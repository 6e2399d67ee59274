using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Passwords;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlPasswordPolicyStoreTests : PasswordPolicyStoreContract, IAsyncDisposable
{
    private readonly IdentityTables tables = new();

    private protected override IPasswordPolicyStore Store => new SqlPasswordPolicyStore(tables.Database);

    public ValueTask DisposeAsync() => tables.DisposeAsync();
}
