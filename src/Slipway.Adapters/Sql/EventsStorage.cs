using Microsoft.Extensions.DependencyInjection;
using Slipway.Events.Buses;
using Slipway.Events.Connections;
using Slipway.Events.Delivery;
using Slipway.Events.Destinations;
using Slipway.Events.Rules;
using Slipway.Events.Targets;

namespace Slipway.Adapters.Sql;

internal static class EventsStorage
{
    /// <summary>The stores of EventBridge.</summary>
    public static IServiceCollection AddEventsStorage(this IServiceCollection services) => services
        .AddSingleton<IEventBusStore, SqlEventBusStore>()
        .AddSingleton<IRuleStore, SqlEventRuleStore>()
        .AddSingleton<ITargetStore, SqlEventTargetStore>()
        .AddSingleton<IConnectionStore, SqlConnectionStore>()
        .AddSingleton<IApiDestinationStore, SqlApiDestinationStore>()
        .AddSingleton<IDeliveryStore, SqlDeliveryStore>();
}
