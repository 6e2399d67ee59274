using Slipway.Wire;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Kms;

/// <summary>AWS Key Management Service, 2014-11-01.</summary>
internal sealed class KmsApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "kms",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "TrentService",
        Version = "2014-11-01",
        Errors = ErrorFamily.Json,
        Casing = MemberCasing.Pascal,
        FaultCode = "KMSInternalException",
        Invalid = KmsErrors.Invalid,
    };
}
