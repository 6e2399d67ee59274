using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Buses;

internal sealed record CreateEventBusRequest(
    [Length(1, 256)] [Pattern(@"[/\.\-_A-Za-z0-9]+")] string Name,
    [Length(1, 256)] [Pattern(@"aws\.partner(/[\.\-_A-Za-z0-9]+){2,}")] string? EventSourceName,
    [Length(0, 512)] string? Description,
    [Length(0, 2048)] [Pattern(@"^[a-zA-Z0-9_\-/:]*$")] string? KmsKeyIdentifier,
    DeadLetterConfig? DeadLetterConfig,
    LogConfig? LogConfig,
    IReadOnlyList<TagShape>? Tags);

internal sealed record CreateEventBusResponse(string EventBusArn, string? Description);

/// <summary>Makes an event bus beside the default one. AWS: API_CreateEventBus.</summary>
// Departs: partner sources, keys of KMS, dead-letter queues and logs of a bus are refused; events at rest lie in the data folder.
[Operation<EventsApi>]
internal sealed class CreateEventBus(IEventBusStore buses, TimeProvider clock) : IOperation<CreateEventBusRequest, CreateEventBusResponse>
{
    public static Access Requires(CreateEventBusRequest request, Caller caller) => Access
        .On(new BusKey(caller.Account, caller.Region, request.Name).Arn)
        .AlsoIf(request.Tags is { Count: > 0 }, "events:TagResource")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateEventBusResponse> HandleAsync(CreateEventBusRequest request, Caller caller, CancellationToken ct)
    {
        if (request.EventSourceName is not null) throw EventsErrors.NotSupported("EventSourceName", "has no partner event sources");
        if (request.KmsKeyIdentifier is { Length: > 0 }) throw EventsErrors.NotSupported("KmsKeyIdentifier", "encrypts no events with keys of KMS");
        if (request.DeadLetterConfig?.Arn is not null) throw EventsErrors.NotSupported("DeadLetterConfig", "has no queues; ListDeadLetters tells what could not be delivered");
        if (request.LogConfig is { Level: not (null or LogLevelShape.Off) }) throw EventsErrors.NotSupported("LogConfig", "writes no logs of an event bus");
        if (request.Name.Contains('/', StringComparison.Ordinal)) throw EventsErrors.Invalid($"Event bus name {request.Name} must not contain '/'.");
        BusKey key = new(caller.Account, caller.Region, request.Name);
        if (key.IsDefault) throw EventsErrors.AlreadyExists($"Event bus {key.Name}");
        return await buses.AddAsync(new(key, request.Description, TagShape.ToSet(request.Tags), clock.Now()), ct) switch
        {
            BusAddition.Done => new(key.Arn, request.Description),
            BusAddition.NameTaken => throw EventsErrors.AlreadyExists($"Event bus {key.Name}"),
            _ => throw EventsErrors.QuotaExceeded(),
        };
    }
}
