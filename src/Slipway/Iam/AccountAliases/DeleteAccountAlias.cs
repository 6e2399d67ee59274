using Slipway.Identity.Accounts;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccountAliases;

internal sealed record DeleteAccountAliasRequest([Length(3, 63)] [Pattern(CreateAccountAlias.Pattern)] string AccountAlias);

/// <summary>Takes the account's name to sign in by away. AWS: API_DeleteAccountAlias.</summary>
[Operation<IamApi>]
internal sealed class DeleteAccountAlias(IAccountAliasStore aliases) : IOperation<DeleteAccountAliasRequest, Nothing>
{
    public static Access Requires(DeleteAccountAliasRequest request, Caller caller) => Access.On("*");

    public async ValueTask<Nothing> HandleAsync(DeleteAccountAliasRequest request, Caller caller, CancellationToken ct) =>
        await aliases.DeleteAsync(caller.Account, request.AccountAlias, ct) ? new() : throw IamErrors.NotFound("account alias", request.AccountAlias);
}
