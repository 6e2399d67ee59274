using Slipway.Identity.Passwords;
using Slipway.Wire;

namespace Slipway.Iam.PasswordPolicies;

internal sealed record DeleteAccountPasswordPolicyRequest;

/// <summary>Goes back to the rules that hold where an account has made none. AWS: API_DeleteAccountPasswordPolicy.</summary>
[Operation<IamApi>]
internal sealed class DeleteAccountPasswordPolicy(IPasswordPolicyStore policies) : IOperation<DeleteAccountPasswordPolicyRequest, Nothing>
{
    public static Access Requires(DeleteAccountPasswordPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<Nothing> HandleAsync(DeleteAccountPasswordPolicyRequest request, Caller caller, CancellationToken ct) =>
        await policies.DeleteAsync(caller.Account, ct) ? new() : throw IamErrors.NotFound("account policy", "PasswordPolicy");
}
