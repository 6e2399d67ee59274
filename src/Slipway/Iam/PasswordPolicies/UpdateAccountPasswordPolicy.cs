using Slipway.Identity.Passwords;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.PasswordPolicies;

internal sealed record UpdateAccountPasswordPolicyRequest(
    [Bounds(6, 128)] int? MinimumPasswordLength,
    bool? RequireSymbols,
    bool? RequireNumbers,
    bool? RequireUppercaseCharacters,
    bool? RequireLowercaseCharacters,
    bool? AllowUsersToChangePassword,
    [Bounds(1, 1095)] int? MaxPasswordAge,
    [Bounds(1, PasswordPolicy.MostRemembered)] int? PasswordReusePrevention,
    bool? HardExpiry);

/// <summary>Makes the account's rules for passwords anew: what is left out goes back to its default. AWS: API_UpdateAccountPasswordPolicy.</summary>
[Operation<IamApi>]
internal sealed class UpdateAccountPasswordPolicy(IPasswordPolicyStore policies) : IOperation<UpdateAccountPasswordPolicyRequest, Nothing>
{
    public static Access Requires(UpdateAccountPasswordPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<Nothing> HandleAsync(UpdateAccountPasswordPolicyRequest request, Caller caller, CancellationToken ct)
    {
        PasswordPolicy policy = new(
            request.MinimumPasswordLength ?? PasswordPolicy.DefaultMinimumLength,
            request.RequireSymbols is true,
            request.RequireNumbers is true,
            request.RequireUppercaseCharacters is true,
            request.RequireLowercaseCharacters is true,
            request.AllowUsersToChangePassword is true)
        {
            MaxAge = request.MaxPasswordAge,
            ReusePrevention = request.PasswordReusePrevention,
            HardExpiry = request.HardExpiry,
        };
        await policies.SetAsync(caller.Account, policy, ct);
        return new();
    }
}
