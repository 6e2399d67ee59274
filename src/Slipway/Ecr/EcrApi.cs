using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Protocols;

namespace Slipway.Ecr;

/// <summary>Amazon Elastic Container Registry, 2015-09-21.</summary>
internal sealed class EcrApi : IAwsService
{
    /// <summary>An account's 12 digits, as the model demands them of every <c>registryId</c>.</summary>
    public const string RegistryIdPattern = "[0-9]{12}";

    /// <summary>Looser than a digest: what passes here and is none is simply not found.</summary>
    public const string DigestPattern = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+";

    public const string UploadIdPattern = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    /// <summary>Items on a page when the caller does not say.</summary>
    public const int DefaultPage = 100;

    public static ServiceDescriptor Descriptor { get; } = new()
    {
        SigningName = "ecr",
        Protocols = [Protocol.AwsJson11],
        TargetPrefix = "AmazonEC2ContainerRegistry_V20150921",
        Version = "2015-09-21",
        Errors = ErrorFamily.Json,
        FaultCode = "ServerException",
        Invalid = EcrErrors.Invalid,
    };

    /// <summary>The registry that a request means: another account's when it names one, the caller's own otherwise.</summary>
    public static RegistryScope ScopeOf(Caller caller, string? registryId) => new(registryId ?? caller.Account, caller.Region);
}
