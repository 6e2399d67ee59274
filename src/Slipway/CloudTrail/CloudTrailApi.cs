using Slipway.Wire;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.CloudTrail;

/// <summary>AWS CloudTrail, 2013-11-01.</summary>
internal sealed class CloudTrailApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "cloudtrail",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        Version = "2013-11-01",
        Errors = ErrorFamily.Json,
        Casing = MemberCasing.Pascal,
        Invalid = CloudTrailErrors.Invalid,
    };
}
