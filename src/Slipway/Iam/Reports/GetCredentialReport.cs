using System.Text;
using Slipway.Identity.Reports;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record GetCredentialReportRequest;

internal sealed record GetCredentialReportResponse(ReadOnlyMemory<byte> Content, ReportFormat ReportFormat, DateTimeOffset GeneratedTime);

/// <summary>ReportFormatType of the model.</summary>
internal enum ReportFormat
{
    [Wire("text/csv")]
    Csv,
}

/// <summary>The last credential report, while it is good. AWS: API_GetCredentialReport.</summary>
[Operation<IamApi>]
internal sealed class GetCredentialReport(ICredentialReportStore reports, TimeProvider clock)
    : IOperation<GetCredentialReportRequest, GetCredentialReportResponse>
{
    public static Access Requires(GetCredentialReportRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetCredentialReportResponse> HandleAsync(GetCredentialReportRequest request, Caller caller, CancellationToken ct)
    {
        var report = await reports.FindAsync(caller.Account, ct) ?? throw IamErrors.ReportNotPresent();
        if (clock.GetUtcNow() - report.GeneratedAt >= GenerateCredentialReport.Lifetime) throw IamErrors.ReportExpired();
        return new(Encoding.UTF8.GetBytes(report.Content), ReportFormat.Csv, report.GeneratedAt.ToSeconds());
    }
}
