using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>
/// Service control policies and what they are attached to. Each method is one transaction; what returned is durable.
/// Must pass OrganizationStoresContract.
/// </summary>
internal interface IServiceControlPolicyStore
{
    /// <summary>On one root, unit or account.</summary>
    const int MostAttached = 5;

    /// <summary>Of an organization, without AWS's own.</summary>
    const int MostPolicies = 10_000;

    /// <summary>
    /// What binds an account, by level: the root, the units down to it, the account itself. Empty where none are in force:
    /// for the management account, where the root has them disabled, and for an account that is in no organization.
    /// </summary>
    ValueTask<IReadOnlyList<IReadOnlyList<ServiceControlPolicy>>> ServiceControlPoliciesOfAsync(string account, CancellationToken ct);

    ValueTask<ServiceControlPolicy?> FindAsync(string organizationId, string id, CancellationToken ct);

    /// <summary>In the order of ids.</summary>
    /// <param name="after">The id that the last page ended with; null for the first.</param>
    ValueTask<Page<ServiceControlPolicy>> ListAsync(string organizationId, string? after, int limit, CancellationToken ct);

    ValueTask<PolicyChange> AddAsync(ServiceControlPolicy policy, TagSet tags, CancellationToken ct);

    /// <summary>Name, description and content become those given.</summary>
    ValueTask<PolicyChange> UpdateAsync(ServiceControlPolicy policy, CancellationToken ct);

    ValueTask<PolicyChange> RemoveAsync(string organizationId, string id, CancellationToken ct);

    ValueTask<PolicyChange> AttachAsync(string organizationId, string id, string targetId, CancellationToken ct);

    ValueTask<PolicyChange> DetachAsync(string organizationId, string id, string targetId, CancellationToken ct);

    /// <summary>What is attached directly to a root, unit or account, in the order of ids.</summary>
    ValueTask<Page<ServiceControlPolicy>> ListOfTargetAsync(string organizationId, string targetId, string? after, int limit, CancellationToken ct);

    /// <summary>The roots, units and accounts that a policy is attached to, in the order of ids.</summary>
    ValueTask<Page<PolicyTarget>> ListTargetsAsync(string organizationId, string id, string? after, int limit, CancellationToken ct);

    /// <summary>
    /// Puts the service control policies of an organization in force, with FullAWSAccess on everything, or ends their
    /// force and detaches them all.
    /// </summary>
    /// <returns>false when it was so already.</returns>
    ValueTask<bool> SetForceAsync(string organizationId, bool isInForce, CancellationToken ct);
}

/// <param name="Id">Of a root, unit or account.</param>
internal sealed record PolicyTarget(string Id, string Name);

internal enum PolicyChange
{
    Done,

    /// <summary>The policy.</summary>
    NotFound,
    TargetNotFound,
    DuplicateName,
    TooMany,

    /// <summary>It is attached to something.</summary>
    InUse,

    /// <summary>It is attached to this target already.</summary>
    Attached,
    NotAttached,

    /// <summary>Each target keeps one.</summary>
    LastOne,

    /// <summary>The root has service control policies disabled.</summary>
    NotInForce,
}
