using Slipway.Identity.Passwords;
using Slipway.Wire;

namespace Slipway.Iam.PasswordPolicies;

internal sealed record GetAccountPasswordPolicyRequest;

internal sealed record GetAccountPasswordPolicyResponse(PasswordPolicyShape PasswordPolicy);

/// <summary>The rules that the account has made for passwords. AWS: API_GetAccountPasswordPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetAccountPasswordPolicy(IPasswordPolicyStore policies)
    : IOperation<GetAccountPasswordPolicyRequest, GetAccountPasswordPolicyResponse>
{
    public static Access Requires(GetAccountPasswordPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetAccountPasswordPolicyResponse> HandleAsync(GetAccountPasswordPolicyRequest request, Caller caller, CancellationToken ct) =>
        await policies.FindAsync(caller.Account, ct) is { } policy
            ? new(PasswordPolicyShape.Of(policy))
            : throw IamErrors.NoSuchEntity($"The Password Policy with domain name {caller.Account} cannot be found.");
}
