using Microsoft.Extensions.DependencyInjection;
using Slipway.Events.Buses;
using Slipway.Events.Connections;
using Slipway.Events.Delivery;
using Slipway.Events.Destinations;
using Slipway.Events.Publishing;
using Slipway.Events.Tags;
using Slipway.Events.Targets;
using Slipway.Wire;
using Slipway.Wire.Eventing;

namespace Slipway.Events;

internal static class EventsComposition
{
    /// <summary>
    /// What the operations of EventBridge need; the operations register themselves. The program provides the stores,
    /// <see cref="EventLimits"/>, <see cref="IWebHooks"/> and <see cref="IServiceRoles"/>.
    /// </summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<Listing>()
        .AddSingleton<TaggedResource>()
        .AddSingleton<IResourceLookup, EventsResources>()
        .AddSingleton<ConnectionSecrets>()
        .AddSingleton<RouteChanges>()
        .AddSingleton<RuleBook>()
        .AddSingleton<EventMetrics>()
        .AddSingleton<EventRouter>()
        .AddSingleton(provider => new Lazy<EventRouter>(provider.GetRequiredService<EventRouter>))
        .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventRouter>())
        .AddSingleton<ITargetKind, ApiDestinationTarget>()
        .AddSingleton<ITargetKind, EventBusTarget>()
        .AddSingleton<TargetRates>()
        .AddSingleton<DeliverySignal>()
        .AddSingleton<DeliveryAttempt>()
        .AddHostedService<DeliveryLoop>()
        .AddHostedService<DeliveryPruning>();
}
