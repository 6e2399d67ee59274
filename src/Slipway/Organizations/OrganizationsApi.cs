using Slipway.Wire;
using Slipway.Wire.Protocols;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations;

/// <summary>AWS Organizations, 2016-11-28.</summary>
internal sealed class OrganizationsApi : IAwsService
{
    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "organizations",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "AWSOrganizationsV20161128",
        Version = "2016-11-28",
        Errors = ErrorFamily.Json,
        FaultCode = "ServiceException",
        Casing = MemberCasing.Pascal,
        IsGlobal = true,
        Invalid = OrganizationsErrors.Invalid,
    };
}
