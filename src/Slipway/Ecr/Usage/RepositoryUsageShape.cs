using Slipway.Registry;
using Slipway.Registry.Usage;

namespace Slipway.Ecr.Usage;

/// <summary>A repository in figures, in bytes; see <see cref="RepositoryUsage"/>.</summary>
internal sealed record RepositoryUsageShape(
    string RegistryId,
    RepositoryName RepositoryName,
    long ImageCount,
    long TagCount,
    long LogicalBytes,
    long HeldBytes,
    long UniqueBytes,
    long SharedBytes,
    long RecycledImageCount,
    long RecycledBytes,
    DateTimeOffset? LastPushedAt,
    DateTimeOffset? LastPulledAt)
{
    public static RepositoryUsageShape Of(Repository repository, RepositoryUsage usage) => new(
        repository.Registry.Account, repository.Name, usage.Images, usage.Tags, usage.LogicalBytes, usage.HeldBytes, usage.UniqueBytes, usage.SharedBytes,
        usage.RecycledImages, usage.RecycledBytes, usage.LastPushedAt, usage.LastPulledAt);
}
