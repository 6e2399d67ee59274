using System.Collections.Concurrent;
using Slipway.Events.Patterns;
using Slipway.Events.Targets;

namespace Slipway.Events.Publishing;

/// <summary>
/// The rules of each bus that match events, compiled and remembered until any rule changes: whoever publishes events that
/// nobody waits for pays a look into memory.
/// </summary>
internal sealed class RuleBook(ITargetStore targets, RouteChanges changes)
{
    private const int MostBuses = 10_000;

    private readonly ConcurrentDictionary<BusKey, Page> pages = new();

    public ValueTask<IReadOnlyList<CompiledRoute>> OfAsync(BusKey bus, CancellationToken ct) =>
        pages.TryGetValue(bus, out var page) && page.Count == changes.Count ? new(page.Routes) : ReadAsync(bus, ct);

    private async ValueTask<IReadOnlyList<CompiledRoute>> ReadAsync(BusKey bus, CancellationToken ct)
    {
        // Before it is read: a change in between makes this page an old one.
        var count = changes.Count;
        CompiledRoute[] routes = [.. (await targets.ReadRoutesAsync(bus, ct)).Select(route => new CompiledRoute(route, EventPattern.Parse(route.Rule.Pattern)))];
        if (pages.Count >= MostBuses) pages.Clear();
        pages[bus] = new(count, routes);
        return routes;
    }

    private sealed record Page(long Count, IReadOnlyList<CompiledRoute> Routes);
}

internal sealed record CompiledRoute(Route Route, EventPattern Pattern);
