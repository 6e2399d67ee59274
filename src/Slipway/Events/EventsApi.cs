using Slipway.Wire;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Events;

/// <summary>Amazon EventBridge, 2015-10-07.</summary>
internal sealed class EventsApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "events",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "AWSEvents",
        Version = "2015-10-07",
        Errors = ErrorFamily.Json,
        Casing = MemberCasing.Pascal,
        FaultCode = "InternalException",
        Invalid = EventsErrors.Invalid,
    };
}
