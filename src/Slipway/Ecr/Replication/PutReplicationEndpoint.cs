using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Secrets;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record PutReplicationEndpointRequest(
    ReplicationDestinationShape Destination,
    [Length(1, 500)] string ApiEndpoint,
    [Length(1, 500)] string? RegistryEndpoint,
    [Length(20, 600), Pattern("arn:aws:secretsmanager:[0-9a-z-]+:[0-9]{12}:secret:.+")] string CredentialArn,
    [Length(20, 2048), Pattern("arn:aws:iam::[0-9]{12}:role/.+")] string? RoleArn);

internal sealed record PutReplicationEndpointResponse(ReplicationEndpointShape ReplicationEndpoint);

/// <summary>
/// Says that a destination of the caller's registry is another server's, where that is, and which secret holds the key for
/// it. Ours: API_PutReplicationEndpoint.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class PutReplicationEndpoint(ReplicationSettings settings, ISecretValues secrets) : IOperation<PutReplicationEndpointRequest, PutReplicationEndpointResponse>
{
    // Whoever has the server use a secret must be allowed to read it.
    public static Access Requires(PutReplicationEndpointRequest request, Caller caller) => Access
        .On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)))
        .Also("secretsmanager:GetSecretValue", request.CredentialArn);

    public async ValueTask<PutReplicationEndpointResponse> HandleAsync(PutReplicationEndpointRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var destination = request.Destination.ToScope();
        if (destination == registry) throw ReplicationErrors.OwnRegistry();
        var endpoint = new ReplicationEndpoint(
            destination, UrlOf("apiEndpoint", request.ApiEndpoint), request.RegistryEndpoint is { } url ? UrlOf("registryEndpoint", url) : null, request.CredentialArn, request.RoleArn);
        if ((await secrets.FindAsync(request.CredentialArn, ct)).Status is SecretStatus.Missing) throw ReplicationErrors.SecretNotFound(request.CredentialArn);
        await settings.PutEndpointAsync(registry, endpoint, ct);
        return new(ReplicationEndpointShape.Of(endpoint));
    }

    private static string UrlOf(string member, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw EcrErrors.InvalidParameter(member, "must be a URL of scheme, host and port");
}
