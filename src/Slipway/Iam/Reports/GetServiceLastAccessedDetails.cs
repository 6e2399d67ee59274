using Slipway.Identity.Reports;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record GetServiceLastAccessedDetailsRequest(
    [Length(36, 36)] string JobId,
    [Bounds(1, Paging.MostItems)] int? MaxItems,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker);

internal sealed record GetServiceLastAccessedDetailsResponse(
    JobStatus JobStatus,
    Granularity JobType,
    DateTimeOffset JobCreationDate,
    IReadOnlyList<ServiceLastAccessed> ServicesLastAccessed,
    DateTimeOffset JobCompletionDate,
    bool IsTruncated,
    string? Marker);

/// <summary>jobStatusType of the model, of those words that occur.</summary>
internal enum JobStatus
{
    Completed,
}

/// <summary>When a service was last asked for something (API_ServiceLastAccessed); without a time, never.</summary>
internal sealed record ServiceLastAccessed(
    string ServiceName,
    DateTimeOffset? LastAuthenticated,
    string ServiceNamespace,
    string? LastAuthenticatedEntity,
    string? LastAuthenticatedRegion,
    int TotalAuthenticatedEntities);

/// <summary>The services that the subject of a job is allowed anything of, and when it last used them. AWS: API_GetServiceLastAccessedDetails.</summary>
// Departs: a job is done at once, and always knows the latest; single actions (ACTION_LEVEL) are not tracked.
[Operation<IamApi>]
internal sealed class GetServiceLastAccessedDetails(ReportSubjects subjects, IServiceAccessStore access, Paging paging)
    : IOperation<GetServiceLastAccessedDetailsRequest, GetServiceLastAccessedDetailsResponse>
{
    public static Access Requires(GetServiceLastAccessedDetailsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetServiceLastAccessedDetailsResponse> HandleAsync(GetServiceLastAccessedDetailsRequest request, Caller caller, CancellationToken ct)
    {
        var job = await access.FindJobAsync(caller.Account, request.JobId, ct) ?? throw IamErrors.JobNotFound(request.JobId);
        var asked = paging.Ask(caller, nameof(GetServiceLastAccessedDetails), request.Marker, request.MaxItems, job.Id);
        var subject = await subjects.RequireAsync(job.Subject, job.Account, ct);
        var principals = await subjects.PrincipalsOfAsync(subject, job.Account, ct);
        var uses = (await access.ListAsync([.. principals.Select(principal => principal.Id)], ct)).ToLookup(use => use.Service, StringComparer.Ordinal);
        var arns = principals.ToDictionary(principal => principal.Id, principal => principal.Arn, StringComparer.Ordinal);
        var granted = ServiceTitle.All
            .Where(service => string.CompareOrdinal(service.Namespace, asked.After) > 0 && subjects.IsGranted(subject.Policies, service.Namespace))
            .Select(service => Of(service, [.. uses[service.Namespace]], arns))
            .ToList();
        Page<ServiceLastAccessed> page = new([.. granted.Take(asked.Limit)], granted.Count > asked.Limit);
        return new(
            JobStatus.Completed, job.HasActions ? Granularity.ActionLevel : Granularity.ServiceLevel, job.CreatedAt.ToSeconds(), page.Items,
            job.CreatedAt.ToSeconds(), page.HasMore, asked.MarkerAfter(page, service => service.ServiceNamespace));
    }

    private static ServiceLastAccessed Of(ServiceTitle service, IReadOnlyList<ServiceAccess> uses, Dictionary<string, string> arns)
    {
        var last = uses.MaxBy(use => use.At);
        return new(service.Name, last?.At.ToSeconds(), service.Namespace, last is null ? null : arns[last.PrincipalId], last?.Region, uses.Count);
    }
}
