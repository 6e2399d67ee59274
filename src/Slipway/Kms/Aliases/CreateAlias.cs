using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Aliases;

internal sealed record CreateAliasRequest([Length(1, 256)] [Pattern("^[a-zA-Z0-9:/_-]+$")] string AliasName, [Length(1, 2048)] string TargetKeyId);

/// <summary>Gives a key a name. AWS: API_CreateAlias.</summary>
[Operation<KmsApi>]
internal sealed class CreateAlias(IKeyStore keys, KeyFinder finder, TimeProvider clock) : IOperation<CreateAliasRequest, Nothing>
{
    public static Access Requires(CreateAliasRequest request, Caller caller) => AliasNames.Demand(caller, request.AliasName, nameof(CreateAlias), request.TargetKeyId);

    public async ValueTask<Nothing> HandleAsync(CreateAliasRequest request, Caller caller, CancellationToken ct)
    {
        AliasNames.Check(request.AliasName);
        var key = await finder.RequireAsync(caller, request.TargetKeyId, ct);
        if (key.State is KeyState.PendingDeletion) throw KmsErrors.IsPendingDeletion(key);
        if (key.Account != caller.Account || key.Region != caller.Region) throw KmsErrors.InvalidKeyId(request.TargetKeyId);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var alias = new KmsAlias(caller.Account, caller.Region, request.AliasName, key.KeyId, now, now);
        return await keys.TryAddAliasAsync(alias, ct) ? Nothing.Instance : throw KmsErrors.AliasExists(alias.Arn);
    }
}
