using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

internal sealed record GetResourcePolicyRequest([Length(1, 2048)] string SecretId);

internal sealed record GetResourcePolicyResponse([Wire("ARN")] string Arn, string Name);

/// <summary>
/// Says that a secret has no policy of its own. Departs: policies of secrets cannot be stored, so none is ever there.
/// AWS: API_GetResourcePolicy.
/// </summary>
[Operation<SecretsManagerApi>]
internal sealed class GetResourcePolicy(ISecretStore store) : IOperation<GetResourcePolicyRequest, GetResourcePolicyResponse>
{
    public static Access Requires(GetResourcePolicyRequest request, Caller caller) =>
        Access.On(SecretArns.Demanded(caller, request.SecretId)).With("secretsmanager:SecretId", request.SecretId);

    public async ValueTask<GetResourcePolicyResponse> HandleAsync(GetResourcePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var secret = await store.RequireAsync(caller, request.SecretId, ct);
        return new(secret.Arn, secret.Name);
    }
}
