using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.LoginProfiles;

/// <summary>Users with passwords.</summary>
internal static class LoginCalls
{
    public const string Password = "Correct-Horse-1";

    /// <summary>A user with a key, a password, and the right to change it.</summary>
    public static async Task<AwsKey> GivenLogin(this SlipwayApp app, string name)
    {
        var key = await app.GivenUser(name, isAdministrator: false);
        (await app.Iam("CreateLoginProfile", $"UserName={name}", Form("Password", Password))).Expect(HttpStatusCode.OK);
        (await app.Iam("AttachUserPolicy", $"UserName={name}", "PolicyArn=arn:aws:iam::aws:policy/IAMUserChangePassword")).Expect(HttpStatusCode.OK);
        return key;
    }

    public static Task<AwsAnswer> ChangePassword(this SlipwayApp app, AwsKey key, string old, string other) =>
        app.Iam(key, "ChangePassword", Form("OldPassword", old), Form("NewPassword", other));

    /// <summary>Whether this is the password of the caller, which stays what it is.</summary>
    public static async Task<bool> Knows(this SlipwayApp app, AwsKey key, string password) =>
        // The old password is looked at first, then the new one's length.
        (await app.ChangePassword(key, password, "short")).Error == "PasswordPolicyViolation";
}
