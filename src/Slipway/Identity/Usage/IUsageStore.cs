namespace Slipway.Identity.Usage;

/// <summary>When keys and roles were last used, and services last asked; written in batches. Must pass UsageStoreContract.</summary>
internal interface IUsageStore
{
    /// <summary>Keeps the later of what is stored and what comes; keys, roles and users that are gone are passed over.</summary>
    ValueTask RecordAsync(IReadOnlyList<UsageNote> notes, CancellationToken ct);
}

/// <param name="Kind">What the id is of, and where it shows.</param>
/// <param name="Id">An access key's, or the unique id of a user or role.</param>
/// <param name="Service">Such as <c>ecr</c>.</param>
internal sealed record UsageNote(UsageKind Kind, string Id, string Service, string Region, DateTimeOffset At);

internal enum UsageKind
{
    /// <summary>A long-term key signed (API_GetAccessKeyLastUsed).</summary>
    AccessKey,

    /// <summary>A session of a role was used (API_RoleLastUsed).</summary>
    Role,

    /// <summary>A user or role was allowed something of a service (API_GetServiceLastAccessedDetails).</summary>
    Service,
}
