using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr;

/// <summary>The first step of nearly every operation: the repository that a request names, or ECR's refusal.</summary>
internal static class RepositoryLookup
{
    /// <param name="registryId">Of the request; null means the caller's own registry.</param>
    /// <exception cref="AwsError">RepositoryNotFoundException, which names the registry that was asked.</exception>
    public static async ValueTask<Repository> RequireAsync(
        this IRepositoryStore repositories, Caller caller, string? registryId, RepositoryName name, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, registryId);
        return await repositories.FindAsync(registry, name, ct) ?? throw EcrErrors.RepositoryNotFound(registry, name);
    }
}
