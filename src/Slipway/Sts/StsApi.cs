using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Sts;

/// <summary>AWS Security Token Service, 2011-06-15.</summary>
internal sealed class StsApi : IAwsService
{
    // The patterns of its model that several operations share.
    public const string ArnPattern = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";
    public const string NamePattern = @"[\w+=,.@-]*";
    public const string PolicyPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";
    public const string SerialNumberPattern = @"[\w+=/:,.@-]*";
    public const string TokenCodePattern = @"[\d]*";

    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "sts",
        Protocols = [Protocol.AwsQuery],
        Version = "2011-06-15",
        XmlNamespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Errors = ErrorFamily.Query,
        // The global host signs for us-east-1, the regional ones for their own: any region means the same account.
        IsGlobal = true,
        Invalid = StsErrors.Invalid,
    };
}
