using Slipway.Identity.Reports;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record GenerateServiceLastAccessedDetailsRequest([Length(20, 2048)] string Arn, Granularity? Granularity);

internal sealed record GenerateServiceLastAccessedDetailsResponse(string JobId);

/// <summary>AccessAdvisorUsageGranularityType of the model.</summary>
internal enum Granularity
{
    ServiceLevel,
    ActionLevel,
}

/// <summary>Asks for a report of the services that a user, group, role or policy could use, and last did. AWS: API_GenerateServiceLastAccessedDetails.</summary>
[Operation<IamApi>]
internal sealed class GenerateServiceLastAccessedDetails(ReportSubjects subjects, IServiceAccessStore access, IIdSource ids, TimeProvider clock)
    : IOperation<GenerateServiceLastAccessedDetailsRequest, GenerateServiceLastAccessedDetailsResponse>
{
    public static Access Requires(GenerateServiceLastAccessedDetailsRequest request, Caller caller) => Access.On(IamArns.Named(request.Arn));

    public async ValueTask<GenerateServiceLastAccessedDetailsResponse> HandleAsync(
        GenerateServiceLastAccessedDetailsRequest request, Caller caller, CancellationToken ct)
    {
        await subjects.RequireAsync(request.Arn, caller.Account, ct);
        AccessJob job = new(ids.NewId().ToString(), caller.Account, request.Arn, request.Granularity is Granularity.ActionLevel, clock.GetUtcNow());
        await access.AddJobAsync(job, ct);
        return new(job.Id);
    }
}
