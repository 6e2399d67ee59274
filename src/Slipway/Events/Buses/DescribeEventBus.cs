using Slipway.Wire;

namespace Slipway.Events.Buses;

internal sealed record DescribeEventBusRequest(BusReference? Name);

internal sealed record DescribeEventBusResponse(string Name, string Arn, string? Description, DateTimeOffset? CreationTime, DateTimeOffset? LastModifiedTime);

/// <summary>One event bus; without a name the default one. AWS: API_DescribeEventBus.</summary>
[Operation<EventsApi>]
internal sealed class DescribeEventBus(IEventBusStore buses) : IOperation<DescribeEventBusRequest, DescribeEventBusResponse>
{
    public static Access Requires(DescribeEventBusRequest request, Caller caller) => Access.On(BusReference.Of(request.Name, caller).Arn);

    public async ValueTask<DescribeEventBusResponse> HandleAsync(DescribeEventBusRequest request, Caller caller, CancellationToken ct)
    {
        var key = await buses.RequireAsync(request.Name, caller, ct);
        var made = await buses.FindAsync(key, ct);
        return new(key.Name, key.Arn, made?.Description, made?.CreatedAt, made?.CreatedAt);
    }
}
