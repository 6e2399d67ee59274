using Slipway.Events;
using Slipway.Events.Buses;
using Slipway.Events.Connections;
using Slipway.Events.Delivery;
using Slipway.Events.Destinations;
using Slipway.Events.Rules;
using Slipway.Events.Targets;
using Slipway.Kernel;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>The stores of EventBridge of one adapter, over one fresh database.</summary>
internal sealed record EventsStores(
    IEventBusStore Buses, IRuleStore Rules, ITargetStore Targets, IConnectionStore Connections, IApiDestinationStore Destinations, IDeliveryStore Deliveries, IAsyncDisposable Database);

/// <summary>What the suites of EventBridge's stores share.</summary>
public abstract class EventsContract : IAsyncLifetime
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, 123, TimeSpan.Zero);
    internal const long Plenty = 1L << 30;

    internal static readonly BusKey Bus = new("000000000000", "us-east-1", BusKey.Default);
    internal static readonly BusKey Other = Bus with { Name = "other" };

    internal static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal EventsStores Stores { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stores = (EventsStores)await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Stores.Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>An <see cref="EventsStores"/>, which is not for everybody's eyes.</returns>
    protected abstract ValueTask<object> OpenAsync();

    internal static EntityName Name(string text) => EntityName.Parse(text);

    internal static Rule Rule(string name) => new(Bus, Name(name), """{"a":["b"]}""", true, null, null, TagSet.Empty, Start);

    internal static Target Target(string id, string arn) => new(id, arn, null, null, null, null, null, 3, null);

    internal static PendingDelivery Delivery(string @event, string target) => new(0, Bus, Name("r"), "t", target, @event, "{}", 0, Start, Start);
}
