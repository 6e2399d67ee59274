using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Policies;

internal sealed record PutKeyPolicyRequest(
    [Length(1, 2048)] string KeyId,
    [Length(1, 128)] [Pattern(@"[\w]+")] string? PolicyName,
    [Length(1, 131072)] [Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] string Policy,
    bool? BypassPolicyLockoutSafetyCheck);

/// <summary>Writes down a key's policy. AWS: API_PutKeyPolicy.</summary>
// Departs: only what means the default policy is taken: the account's own users and roles are decided by their policies. Others are refused.
[Operation<KmsApi>]
internal sealed class PutKeyPolicy(KeyFinder keys) : IOperation<PutKeyPolicyRequest, Nothing>
{
    public static Access Requires(PutKeyPolicyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(PutKeyPolicyRequest request, Caller caller, CancellationToken ct)
    {
        if (request.PolicyName is not (null or DefaultPolicy.Name)) throw KmsErrors.InvalidValue($"The only valid policy name is {DefaultPolicy.Name}");
        await keys.ChangeAsync(caller, request.KeyId, nameof(PutKeyPolicy), Change, ct);
        return Nothing.Instance;

        KmsKey Change(KmsKey key)
        {
            if (key.State is KeyState.PendingDeletion) throw KmsErrors.IsPendingDeletion(key);
            DefaultPolicy.RequireFor(key.Account, request.Policy);
            return key with { Policy = request.Policy };
        }
    }
}
