using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Aliases;

internal sealed record DeleteAliasRequest([Length(1, 256)] [Pattern("^[a-zA-Z0-9:/_-]+$")] string AliasName);

/// <summary>Takes a name from a key. AWS: API_DeleteAlias.</summary>
[Operation<KmsApi>]
internal sealed class DeleteAlias(IKeyStore keys) : IOperation<DeleteAliasRequest, Nothing>
{
    public static Access Requires(DeleteAliasRequest request, Caller caller) => AliasNames.Demand(caller, request.AliasName, nameof(DeleteAlias), null);

    public async ValueTask<Nothing> HandleAsync(DeleteAliasRequest request, Caller caller, CancellationToken ct)
    {
        AliasNames.Check(request.AliasName);
        return await keys.DeleteAliasAsync(caller.Account, caller.Region, request.AliasName, ct)
            ? Nothing.Instance
            : throw KmsErrors.AliasNotFound(KeyArns.OfAlias(caller.Account, caller.Region, request.AliasName));
    }
}
