using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlRoleCompanionsTests : RoleCompanionsContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly IdentityDatabase identities;

    public SqlRoleCompanionsTests()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        identities = new(database, new());
    }

    private protected override IRoleStore Roles => new SqlRoleStore(identities);

    private protected override IUserStore Users => new SqlUserStore(identities);

    private protected override IBoundaryStore Boundaries => new SqlBoundaryStore(identities);

    private protected override IPrincipalStore Principals => new SqlPrincipalStore(identities);

    private protected override IRoleDeletionStore Deletions => new SqlRoleDeletionStore(identities);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
