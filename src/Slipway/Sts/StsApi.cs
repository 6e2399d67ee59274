using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Sts;

/// <summary>AWS Security Token Service, 2011-06-15.</summary>
internal sealed class StsApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "sts",
        Protocols = [Protocol.AwsQuery],
        Version = "2011-06-15",
        XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Errors = ErrorFamily.Query,
        // The global host signs for us-east-1, the regional ones for their own: any region means the same account.
        IsGlobal = true,
        Invalid = WireErrors.ValidationError,
    };
}
