using Slipway.Kernel;

namespace Slipway.Identity.Policies;

/// <summary>
/// Which managed policies, AWS's and customers', belong to which users, groups and roles; these are known by their unique
/// ids. Each method is one transaction; what returned is durable, and counts in the next decision. Must pass
/// AttachmentStoreContract.
/// </summary>
internal interface IAttachmentStore
{
    /// <param name="policyArn">A policy of AWS, or of the principal's account.</param>
    /// <param name="most">How many policies the principal may have; one that it has already is no further one.</param>
    ValueTask<AttachmentOutcome> AttachAsync(string principalId, string policyArn, int most, DateTimeOffset at, CancellationToken ct);

    /// <returns>false when it was not attached.</returns>
    ValueTask<bool> DetachAsync(string principalId, string policyArn, CancellationToken ct);

    /// <summary>ARNs in the order of <see cref="PolicyArn.Key"/>; a principal has few enough to be read at once.</summary>
    ValueTask<IReadOnlyList<PolicyArn>> ListAsync(string principalId, CancellationToken ct);

    /// <summary>Who uses these policies in an account, by ARN; every ARN that is asked for has an entry.</summary>
    ValueTask<IReadOnlyDictionary<string, PolicyUsage>> UsageOfAsync(string account, IReadOnlyList<string> policyArns, CancellationToken ct);

    /// <summary>The users, groups and roles of an account that use a policy, each once, in the order of their ids.</summary>
    /// <param name="after">The id that the page begins behind; empty for the first page.</param>
    ValueTask<Page<PolicyEntity>> EntitiesOfAsync(string account, string policyArn, EntityFilter filter, string after, int limit, CancellationToken ct);

    /// <summary>Everything that these principals hold themselves, read from one state; in the order that was asked for.</summary>
    ValueTask<IReadOnlyList<HeldPolicies>> PoliciesOfAsync(IReadOnlyList<string> principalIds, CancellationToken ct);
}

internal enum AttachmentOutcome
{
    /// <summary>Or it was attached already.</summary>
    Attached,
    NoSuchPrincipal,
    NoSuchPolicy,
    QuotaExceeded,
}

/// <summary>A user, group or role that uses a managed policy.</summary>
internal sealed record PolicyEntity(PolicyEntityKind Kind, string Id, string Name);

internal enum PolicyEntityKind
{
    Group,
    Role,
    User,
}

/// <summary>Which entities are asked for.</summary>
/// <param name="Kind">null for every kind.</param>
/// <param name="PathPrefix"><c>/</c> for all.</param>
/// <param name="Attached">Those that have it as a permissions policy.</param>
/// <param name="Bounded">Those that have it as their permissions boundary.</param>
internal sealed record EntityFilter(PolicyEntityKind? Kind, string PathPrefix, bool Attached, bool Bounded);

/// <param name="Inline">In the order of their names.</param>
/// <param name="Attached">In the order of <see cref="PolicyArn.Key"/>.</param>
internal sealed record HeldPolicies(string PrincipalId, IReadOnlyList<InlinePolicy> Inline, IReadOnlyList<PolicyArn> Attached);
