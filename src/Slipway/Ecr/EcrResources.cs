using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr;

/// <summary>What policies may ask about repositories: their tags.</summary>
internal sealed class EcrResources(IRepositoryStore repositories) : IResourceLookup
{
    public string Service => "ecr";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct) =>
        EcrArns.TryReadRepository(resource, out var registry, out var name) && await repositories.FindAsync(registry.Value, name, ct) is { } found
            ? new(resource.ToString()) { Tags = found.Tags }
            : null;
}
