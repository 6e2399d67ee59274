using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Iam;

/// <summary>AWS Identity and Access Management, 2010-05-08.</summary>
internal sealed class IamApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "iam",
        Protocols = [Protocol.AwsQuery],
        Version = "2010-05-08",
        XmlNamespace = "https://iam.amazonaws.com/doc/2010-05-08/",
        Errors = ErrorFamily.Query,
        FaultCode = "ServiceFailure",
        IsGlobal = true,
        Invalid = IamErrors.Invalid,
    };
}
