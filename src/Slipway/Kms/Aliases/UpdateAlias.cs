using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Aliases;

internal sealed record UpdateAliasRequest([Length(1, 256)] [Pattern("^[a-zA-Z0-9:/_-]+$")] string AliasName, [Length(1, 2048)] string TargetKeyId);

/// <summary>Gives a name to another key. What was encrypted under the first stays so. AWS: API_UpdateAlias.</summary>
[Operation<KmsApi>]
internal sealed class UpdateAlias(IKeyStore keys, KeyFinder finder, TimeProvider clock) : IOperation<UpdateAliasRequest, Nothing>
{
    public static Access Requires(UpdateAliasRequest request, Caller caller) => AliasNames
        .Demand(caller, request.AliasName, nameof(UpdateAlias), request.TargetKeyId)
        .Also("kms:UpdateAlias", KeyArns.OfKey(caller.Account, caller.Region, request.AliasName));

    public async ValueTask<Nothing> HandleAsync(UpdateAliasRequest request, Caller caller, CancellationToken ct)
    {
        AliasNames.Check(request.AliasName);
        var key = await finder.RequireAsync(caller, request.TargetKeyId, ct);
        if (key.State is KeyState.PendingDeletion) throw KmsErrors.IsPendingDeletion(key);
        if (key.Account != caller.Account || key.Region != caller.Region) throw KmsErrors.InvalidKeyId(request.TargetKeyId);
        return await keys.MoveAliasAsync(caller.Account, caller.Region, request.AliasName, key.KeyId, clock.GetUtcNow(), ct)
            ? Nothing.Instance
            : throw KmsErrors.AliasNotFound(KeyArns.OfAlias(caller.Account, caller.Region, request.AliasName));
    }
}
