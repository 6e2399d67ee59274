using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Reports;

public sealed class GenerateCredentialReportTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_report_is_made_and_good_for_four_hours()
    {
        var first = (await app.Iam("GenerateCredentialReport")).Expect(HttpStatusCode.OK);
        Assert.Equal(("STARTED", "No report exists. Starting a new report generation task"), (first.Find("State"), first.Find("Description")));
        app.Clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        Assert.Equal("COMPLETE", (await app.Iam("GenerateCredentialReport")).Find("State"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var next = await app.Iam("GenerateCredentialReport");
        Assert.Equal(("STARTED", null), (next.Find("State"), next.Find("Description")));
        Assert.Equal("2026-03-01T16:00:00Z", (await app.Iam("GetCredentialReport")).Find("GeneratedTime"));
    }
}
