using Slipway.Wire;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

/// <summary>AWS Secrets Manager, 2017-10-17.</summary>
internal sealed class SecretsManagerApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "secretsmanager",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "secretsmanager",
        Version = "2017-10-17",
        Errors = ErrorFamily.Json,
        Casing = MemberCasing.Pascal,
        FaultCode = "InternalServiceError",
        Invalid = SecretsManagerErrors.Invalid,
    };
}
