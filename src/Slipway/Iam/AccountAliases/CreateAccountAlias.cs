using Slipway.Identity.Accounts;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccountAliases;

internal sealed record CreateAccountAliasRequest([Length(3, 63)] [Pattern(CreateAccountAlias.Pattern)] string AccountAlias);

/// <summary>Gives the account a name to sign in by, in the place of the one that it has. AWS: API_CreateAccountAlias.</summary>
[Operation<IamApi>]
internal sealed class CreateAccountAlias(IAccountAliasStore aliases) : IOperation<CreateAccountAliasRequest, Nothing>
{
    public const string Pattern = "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$";

    public static Access Requires(CreateAccountAliasRequest request, Caller caller) => Access.On("*");

    public async ValueTask<Nothing> HandleAsync(CreateAccountAliasRequest request, Caller caller, CancellationToken ct) =>
        await aliases.TrySetAsync(caller.Account, request.AccountAlias, ct)
            ? new()
            : throw IamErrors.EntityAlreadyExists($"The account alias {request.AccountAlias} already exists.");
}
