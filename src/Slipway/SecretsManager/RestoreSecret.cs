using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record RestoreSecretRequest([Length(1, 2048)] string SecretId);

internal sealed record RestoreSecretResponse([Wire("ARN")] string Arn, string Name);

/// <summary>Takes back that a secret is to be destroyed. AWS: API_RestoreSecret.</summary>
[Operation<SecretsManagerApi>]
internal sealed class RestoreSecret(ISecretStore store) : IOperation<RestoreSecretRequest, RestoreSecretResponse>
{
    public static Access Requires(RestoreSecretRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<RestoreSecretResponse> HandleAsync(RestoreSecretRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireAsync(caller, request.SecretId, ct);
        await store.ChangeAsync(secret, present => present with { DeletedAt = null, PurgeAt = null }, ct);
        return new(secret.Arn, secret.Name);
    }
}
