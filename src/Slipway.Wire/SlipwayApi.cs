using Slipway.Wire.Protocols;

namespace Slipway.Wire;

/// <summary>
/// What AWS's users have asked for in vain: operations of our own, in the style and on the resources of the services that
/// they belong to. No AWS model has them; docs/services/slipway.md says what they do, and <c>slipway model</c> writes a
/// model that the <c>aws</c> CLI reads.
/// </summary>
public sealed class SlipwayApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "slipway",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "Slipway_V20261120",
        Version = "2026-11-20",
        Errors = ErrorFamily.Json,
        FaultCode = "ServerException",
        Invalid = InvalidParameter.Of,
    };
}
