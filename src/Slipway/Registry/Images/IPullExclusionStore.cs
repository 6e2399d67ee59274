using Slipway.Kernel;

namespace Slipway.Registry.Images;

/// <summary>
/// The users and roles whose pulls leave <c>lastRecordedPullTime</c> as it is. Each method is one transaction; what
/// returned is durable. Must pass PullExclusionStoreContract.
/// </summary>
public interface IPullExclusionStore
{
    /// <param name="most">How many a registry may have.</param>
    ValueTask<ExclusionAddition> AddAsync(PullExclusion exclusion, int most, CancellationToken ct);

    /// <returns>false when there was none.</returns>
    ValueTask<bool> RemoveAsync(RegistryScope registry, string principalArn, CancellationToken ct);

    /// <summary>Of one registry, in ordinal order of the ARNs, those after <paramref name="after"/>. Costs follow the page.</summary>
    ValueTask<Page<string>> ListAsync(RegistryScope registry, string? after, int limit, CancellationToken ct);

    /// <summary>Of all registries, in an order of its own, those after <paramref name="after"/>. Costs follow the page.</summary>
    ValueTask<Page<PullExclusion>> ListAllAsync(PullExclusion? after, int limit, CancellationToken ct);
}

/// <param name="PrincipalArn">A user's or role's, with its path.</param>
public sealed record PullExclusion(RegistryScope Registry, string PrincipalArn, DateTimeOffset CreatedAt);

public enum ExclusionAddition
{
    Added,
    Exists,

    /// <summary>The registry has as many as it may.</summary>
    TooMany,
}
