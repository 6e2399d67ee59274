using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Ecr;

/// <summary>
/// What ECR's users have asked for in vain: operations of our own, in ECR's style and on ECR's resources. No AWS model has
/// them; docs/services/slipway.md says what they do, and <c>slipway model</c> writes a model that the <c>aws</c> CLI reads.
/// </summary>
internal sealed class SlipwayApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "slipway",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "Slipway_V20261120",
        Version = "2026-11-20",
        Errors = ErrorFamily.Json,
        FaultCode = "ServerException",
        Invalid = EcrErrors.Invalid,
    };
}
