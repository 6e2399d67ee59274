using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Events;

internal static class EventsComposition
{
    /// <summary>What the operations of EventBridge need; the operations register themselves.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services;
}
