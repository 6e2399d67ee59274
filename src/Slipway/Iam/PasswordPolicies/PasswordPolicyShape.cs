using Slipway.Identity.Passwords;

namespace Slipway.Iam.PasswordPolicies;

/// <summary>An account's rules for passwords as clients see them (API_PasswordPolicy).</summary>
internal sealed record PasswordPolicyShape(
    int? MinimumPasswordLength,
    bool? RequireSymbols,
    bool? RequireNumbers,
    bool? RequireUppercaseCharacters,
    bool? RequireLowercaseCharacters,
    bool? AllowUsersToChangePassword,
    bool? ExpirePasswords,
    int? MaxPasswordAge,
    int? PasswordReusePrevention,
    bool? HardExpiry)
{
    public static PasswordPolicyShape Of(PasswordPolicy policy) => new(
        policy.MinimumLength,
        policy.RequiresSymbols,
        policy.RequiresNumbers,
        policy.RequiresUppercase,
        policy.RequiresLowercase,
        policy.AllowsUsersToChange,
        policy.MaxAge is not null,
        policy.MaxAge,
        policy.ReusePrevention,
        policy.HardExpiry);
}
