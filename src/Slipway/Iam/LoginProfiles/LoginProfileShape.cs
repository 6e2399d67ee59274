using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Iam.LoginProfiles;

/// <summary>A user's password as clients see it (API_LoginProfile).</summary>
internal sealed record LoginProfileShape(string UserName, DateTimeOffset CreateDate, bool? PasswordResetRequired)
{
    /// <summary>Of every password member.</summary>
    public const string PasswordPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";

    public const int LongestPassword = 128;

    public static LoginProfileShape Of(User user, LoginProfile profile) => new(user.Name, profile.CreatedAt.ToSeconds(), profile.IsResetRequired);
}
