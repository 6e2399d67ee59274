using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Policies;

internal sealed record GetKeyPolicyRequest([Length(1, 2048)] string KeyId, [Length(1, 128)] [Pattern(@"[\w]+")] string? PolicyName);

internal sealed record GetKeyPolicyResponse(string Policy, string PolicyName);

/// <summary>The policy of a key. AWS: API_GetKeyPolicy.</summary>
[Operation<KmsApi>]
internal sealed class GetKeyPolicy(KeyFinder keys) : IOperation<GetKeyPolicyRequest, GetKeyPolicyResponse>
{
    public static Access Requires(GetKeyPolicyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<GetKeyPolicyResponse> HandleAsync(GetKeyPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var key = await keys.RequireAsync(caller, request.KeyId, ct);
        if (request.PolicyName is not (null or DefaultPolicy.Name)) throw new AwsError("NotFoundException", "No such policy exists");
        return new(key.Policy ?? DefaultPolicy.Of(key.Account), DefaultPolicy.Name);
    }
}
