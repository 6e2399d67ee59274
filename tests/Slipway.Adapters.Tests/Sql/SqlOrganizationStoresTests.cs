using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Organizations;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlOrganizationStoresTests : OrganizationStoresContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly IdentityDatabase identities;

    public SqlOrganizationStoresTests()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        identities = new(database, new());
    }

    private protected override IOrganizationStore Organizations => new SqlOrganizationStore(identities);

    private protected override IOrganizationalUnitStore Units => new SqlOrganizationalUnitStore(identities);

    private protected override IServiceControlPolicyStore Policies => new SqlServiceControlPolicyStore(identities);

    private protected override IOrganizationTagStore Tags => new SqlOrganizationTagStore(identities);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
