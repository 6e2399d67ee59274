using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;

namespace Slipway.Identity.Passwords;

/// <summary>
/// What users are granted where the account's password policy lets them change their own password: as if AWS's
/// IAMUserChangePassword were attached to each ("Permit IAM users to change their own passwords" in IAM's user guide).
/// </summary>
internal static class OwnPassword
{
    public static GrantedPolicy Policy { get; } = new(
        "AllowUsersToChangePassword",
        Arn: null,
        PolicySourceType.None,
        """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"iam:ChangePassword","Resource":["arn:aws:iam::*:user/${aws:username}","arn:aws:iam::*:user/*/${aws:username}"]},
        {"Effect":"Allow","Action":"iam:GetAccountPasswordPolicy","Resource":"*"}]}
        """,
        HolderName: null);
}
