namespace Slipway.Identity.Reports;

/// <summary>
/// Who last asked which service for something, and the reports about it. Each method is one transaction. Must pass
/// ReportStoresContract.
/// </summary>
internal interface IServiceAccessStore
{
    /// <summary>What is known of these users and roles, in no order.</summary>
    ValueTask<IReadOnlyList<ServiceAccess>> ListAsync(IReadOnlyList<string> principalIds, CancellationToken ct);

    ValueTask AddJobAsync(AccessJob job, CancellationToken ct);

    /// <returns>null when the account has none of this id.</returns>
    ValueTask<AccessJob?> FindJobAsync(string account, string id, CancellationToken ct);
}

/// <param name="PrincipalId">Of a user or role.</param>
/// <param name="Service">Such as <c>ecr</c>.</param>
internal sealed record ServiceAccess(string PrincipalId, string Service, DateTimeOffset At, string Region);

/// <summary>A report that was asked for (API_GenerateServiceLastAccessedDetails).</summary>
/// <param name="Id">A UUID.</param>
/// <param name="Subject">The ARN of a user, group, role or managed policy.</param>
/// <param name="HasActions">Actions were asked for, not only services.</param>
internal sealed record AccessJob(string Id, string Account, string Subject, bool HasActions, DateTimeOffset CreatedAt);
