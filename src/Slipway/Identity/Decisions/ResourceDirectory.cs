using System.Collections.Frozen;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>Asks the service of an ARN what it knows of the resource.</summary>
internal sealed class ResourceDirectory(IEnumerable<IResourceLookup> lookups)
{
    private readonly FrozenDictionary<string, IResourceLookup> services = lookups.ToFrozenDictionary(lookup => lookup.Service, StringComparer.Ordinal);

    /// <returns>null when there is no such resource, or its service has nothing to say.</returns>
    public ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct) =>
        services.TryGetValue(resource.Service, out var lookup) ? lookup.FindAsync(resource, ct) : default;
}
