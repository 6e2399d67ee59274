using Slipway.Identity.Organizations;
using Slipway.Identity.Passwords;
using Slipway.Identity.Reports;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record GenerateCredentialReportRequest;

internal sealed record GenerateCredentialReportResponse(ReportState State, string? Description);

/// <summary>ReportStateType of the model, of those words that occur.</summary>
internal enum ReportState
{
    Started,
    Complete,
}

/// <summary>Makes a report of all users' credentials, unless the last one is younger than four hours. AWS: API_GenerateCredentialReport.</summary>
[Operation<IamApi>]
internal sealed class GenerateCredentialReport(
    ICredentialReportStore reports, IPasswordPolicyStore passwords, IOrganizationStore organizations, TimeProvider clock)
    : IOperation<GenerateCredentialReportRequest, GenerateCredentialReportResponse>
{
    /// <summary>How long a report is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    public static Access Requires(GenerateCredentialReportRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GenerateCredentialReportResponse> HandleAsync(GenerateCredentialReportRequest request, Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var last = await reports.FindAsync(caller.Account, ct);
        if (last is not null && now - last.GeneratedAt < Lifetime) return new(ReportState.Complete, Description: null);

        var policy = await passwords.FindAsync(caller.Account, ct);
        var created = (await organizations.FindAccountAsync(caller.Account, ct))?.JoinedAt;
        var users = await reports.ListCredentialsAsync(caller.Account, ct);
        await reports.PutAsync(caller.Account, new(CredentialReportText.Of(caller.Account, created, users, policy), now), ct);
        return new(ReportState.Started, last is null ? "No report exists. Starting a new report generation task" : null);
    }
}
