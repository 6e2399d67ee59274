using Slipway.Events.Tags;
using Slipway.Wire;

namespace Slipway.Events;

/// <summary>What policies may ask about rules and event buses: their tags.</summary>
internal sealed class EventsResources(TaggedResource tagged) : IResourceLookup
{
    public string Service => "events";

    public async ValueTask<ResourceFacts?> FindAsync(Arn resource, CancellationToken ct) =>
        await tagged.FindAsync(resource, ct) is { } tags ? new(resource.ToString()) { Tags = tags } : null;
}
