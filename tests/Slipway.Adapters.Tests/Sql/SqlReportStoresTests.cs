using Slipway.Adapters.Sql;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Adapters.Tests.Support;
using Slipway.Identity.Reports;

namespace Slipway.Adapters.Tests.Sql;

public sealed class SqlReportStoresTests : ReportStoresContract, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Database database;
    private readonly IdentityDatabase identities;

    public SqlReportStoresTests()
    {
        database = EmptyDatabase.Open(folder["slipway.db"]);
        identities = new(database, new());
    }

    private protected override IAccountSummaryStore Summaries => new SqlAccountSummaryStore(identities);

    private protected override ICredentialReportStore Reports => new SqlCredentialReportStore(identities);

    private protected override IServiceAccessStore Access => new SqlServiceAccessStore(identities);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }
}
