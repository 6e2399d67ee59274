using Slipway.Registry;

namespace Slipway.Ecr.Policies;

/// <summary>The answer of everything that sets, shows or deletes a repository's policy.</summary>
internal sealed record RepositoryPolicyResponse(string RegistryId, RepositoryName RepositoryName, string PolicyText)
{
    public static RepositoryPolicyResponse Of(Repository repository, string text) => new(repository.Registry.Account, repository.Name, text);
}
