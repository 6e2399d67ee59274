using Slipway.Identity.Reports;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What the stores of reports must do. What they read of users and their credentials is proven through the front door.</summary>
public abstract class ReportStoresContract
{
    private const string Account = "123456789012", Other = "210987654321";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IAccountSummaryStore Summaries { get; }

    private protected abstract ICredentialReportStore Reports { get; }

    private protected abstract IServiceAccessStore Access { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_account_counts_nothing() =>
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0, 0, 0), await Summaries.CountAsync(Account, Ct));

    [Fact]
    public async Task The_last_report_of_an_account_takes_the_place_of_the_one_before()
    {
        Assert.Null(await Reports.FindAsync(Account, Ct));
        await Reports.PutAsync(Account, new("a\nb", Then), Ct);
        await Reports.PutAsync(Account, new("c", Then.AddHours(4)), Ct);
        Assert.Equal(new("c", Then.AddHours(4)), await Reports.FindAsync(Account, Ct));
        Assert.Null(await Reports.FindAsync(Other, Ct));
        Assert.Empty(await Reports.ListCredentialsAsync(Account, Ct));
    }

    [Fact]
    public async Task A_job_is_its_account_s_alone()
    {
        AccessJob job = new("00000000-0000-4000-8000-000000000000", Account, "arn:aws:iam::123456789012:user/alice", HasActions: true, Then);
        await Access.AddJobAsync(job, Ct);
        Assert.Equal(job, await Access.FindJobAsync(Account, job.Id, Ct));
        Assert.Null(await Access.FindJobAsync(Other, job.Id, Ct));
        Assert.Null(await Access.FindJobAsync(Account, "none", Ct));
        Assert.Empty(await Access.ListAsync(["AIDANOBODY"], Ct));
    }
}
