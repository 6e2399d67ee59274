using Slipway.Registry;
using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr;

/// <summary>
/// What policies may ask about repositories, and the policies that lie on them: their own and their registry's, which also
/// counts for repositories that are not there yet. Asked for each decision, and answered from memory.
/// </summary>
internal sealed class EcrResources(IRepositoryStore repositories, IRepositoryPolicyStore policies, IRegistryPolicyStore registries) : IResourceLookup
{
    /// <summary>What a registry's policy counts for in its narrow scope ("Private registry permissions").</summary>
    private static readonly string[] Imports = ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    public string Service => "ecr";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct)
    {
        if (!EcrArns.TryReadRegistry(resource, out var registry)) return null;
        var rules = await registries.FindAsync(registry.Value, ct);
        var found = EcrArns.TryReadRepository(resource, out _, out var name) ? await repositories.FindAsync(registry.Value, name, ct) : null;
        var own = found is null ? null : await policies.FindAsync(found.Id, ct);
        if (found is null && rules.Policy is null) return null;
        return new(resource.ToString()) { Tags = found is null ? [] : found.Tags, Policies = PoliciesOf(name, own, rules) };
    }

    /// <summary>The facts as they would be with another policy on the repository; null for none.</summary>
    public async ValueTask<ResourceFacts> SupposeAsync(Repository repository, AccessPolicy? policy, CancellationToken ct)
    {
        var rules = await registries.FindAsync(repository.Registry, ct);
        return new(EcrArns.Repository(repository.Registry, repository.Name)) { Tags = repository.Tags, Policies = PoliciesOf(repository.Name, policy, rules) };
    }

    private static List<ResourcePolicy> PoliciesOf(RepositoryName name, AccessPolicy? own, RegistryRules rules)
    {
        List<ResourcePolicy> found = [];
        if (own is not null) found.Add(new($"repository policy of {name}", own.Meaning) { Place = PolicyPlace.Repository });
        if (rules.Policy is { } policy) found.Add(new("registry policy", policy.Meaning) { Place = PolicyPlace.Registry, OnlyFor = rules.IsPolicyForEverything ? null : Imports });
        return found;
    }
}
