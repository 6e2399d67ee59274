using System.Collections.Frozen;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>Asks the service of an ARN what it knows of the resource.</summary>
internal sealed class ResourceDirectory(IEnumerable<IResourceLookup> lookups)
{
    private readonly FrozenDictionary<string, IResourceLookup> services = lookups.ToFrozenDictionary(lookup => lookup.Service, StringComparer.Ordinal);

    /// <summary>
    /// Whether what was decided about a name holds for as long as no identity changes. A name that stands for another one,
    /// such as an alias or a secret without the end of its ARN, may stand for something else the next time, and what is not
    /// there may come.
    /// </summary>
    public bool IsLasting(Arn? named, ResourceFacts? found) =>
        named is null || (found is null ? !services.ContainsKey(named.Service) : found.Arn == named.ToString());

    /// <returns>null when there is no such resource, or its service has nothing to say.</returns>
    public ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct) =>
        services.TryGetValue(resource.Service, out var lookup) ? lookup.FindAsync(resource, ct) : default;
}
