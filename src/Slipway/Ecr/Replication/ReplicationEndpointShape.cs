using Slipway.Registry.Replication;

namespace Slipway.Ecr.Replication;

/// <summary>Where a destination elsewhere is; of the key only which secret holds it.</summary>
internal sealed record ReplicationEndpointShape(ReplicationDestinationShape Destination, string ApiEndpoint, string? RegistryEndpoint, string CredentialArn, string? RoleArn)
{
    public static ReplicationEndpointShape Of(ReplicationEndpoint endpoint) =>
        new(ReplicationDestinationShape.Of(endpoint.Destination), endpoint.Url, endpoint.RegistryUrl, endpoint.SecretArn, endpoint.RoleArn);
}
