using Slipway.Identity.Reports;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Reports;

internal sealed record GetServiceLastAccessedDetailsWithEntitiesRequest(
    [Length(36, 36)] string JobId,
    [Length(1, 64)] [Pattern(@"[\w-]*")] string ServiceNamespace,
    [Bounds(1, Paging.MostItems)] int? MaxItems,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker);

internal sealed record GetServiceLastAccessedDetailsWithEntitiesResponse(
    JobStatus JobStatus,
    DateTimeOffset JobCreationDate,
    DateTimeOffset JobCompletionDate,
    IReadOnlyList<EntityDetails> EntityDetailsList,
    bool IsTruncated,
    string? Marker);

/// <summary>A user or role, and when it last used the service (API_EntityDetails); without a time, never.</summary>
internal sealed record EntityDetails(EntityInfo EntityInfo, DateTimeOffset? LastAuthenticated);

/// <summary>API_EntityInfo.</summary>
internal sealed record EntityInfo(string Arn, string Name, EntityType Type, string Id, string Path);

/// <summary>The users and roles that the subject of a job allows anything of a service, and when each last used it. AWS: API_GetServiceLastAccessedDetailsWithEntities.</summary>
[Operation<IamApi>]
internal sealed class GetServiceLastAccessedDetailsWithEntities(ReportSubjects subjects, IServiceAccessStore access, Paging paging)
    : IOperation<GetServiceLastAccessedDetailsWithEntitiesRequest, GetServiceLastAccessedDetailsWithEntitiesResponse>
{
    public static Access Requires(GetServiceLastAccessedDetailsWithEntitiesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetServiceLastAccessedDetailsWithEntitiesResponse> HandleAsync(
        GetServiceLastAccessedDetailsWithEntitiesRequest request, Caller caller, CancellationToken ct)
    {
        var job = await access.FindJobAsync(caller.Account, request.JobId, ct) ?? throw IamErrors.JobNotFound(request.JobId);
        var asked = paging.Ask(caller, nameof(GetServiceLastAccessedDetailsWithEntities), request.Marker, request.MaxItems, job.Id, request.ServiceNamespace);
        var subject = await subjects.RequireAsync(job.Subject, job.Account, ct);
        var granted = subjects.IsGranted(subject.Policies, request.ServiceNamespace)
            ? (await subjects.PrincipalsOfAsync(subject, job.Account, ct)).Where(principal => string.CompareOrdinal(principal.Id, asked.After) > 0).ToList()
            : [];
        Page<ReportedPrincipal> page = new([.. granted.Take(asked.Limit)], granted.Count > asked.Limit);
        var uses = (await access.ListAsync([.. page.Items.Select(principal => principal.Id)], ct))
            .Where(use => use.Service == request.ServiceNamespace)
            .ToDictionary(use => use.PrincipalId, use => use.At.ToSeconds(), StringComparer.Ordinal);
        return new(
            JobStatus.Completed, job.CreatedAt.ToSeconds(), job.CreatedAt.ToSeconds(),
            [.. page.Items.Select(principal => new EntityDetails(
                new(principal.Arn, principal.Name, principal.Type, principal.Id, principal.Path), uses.TryGetValue(principal.Id, out var at) ? at : null))],
            page.HasMore, asked.MarkerAfter(page, principal => principal.Id));
    }
}
