using Slipway.Wire;

namespace Slipway.Iam;

internal static partial class IamErrors
{
    public static AwsError LoginProfileNotFound(string userName) => NoSuchEntity($"Login Profile for User {userName} cannot be found.");

    public static AwsError LoginProfileExists(string userName) => EntityAlreadyExists($"Login Profile for user {userName} already exists.");

    /// <summary>Another request changed it at the same time.</summary>
    public static AwsError LoginProfileChanging(string userName) =>
        new("EntityTemporarilyUnmodifiable", $"Login Profile for User {userName} cannot be modified while login profile is being changed.") { Status = 409 };

    public static AwsError PasswordPolicyViolation(string fault) => new("PasswordPolicyViolation", fault);

    public static AwsError WrongPassword() => new("AccessDenied", "The old password was incorrect.") { Status = 403 };

    public static AwsError NotAUser() => new("InvalidUserType", "Only IAM Users can change their own password");

    public static AwsError MfaDeviceNotFound(string serialNumber) => NoSuchEntity($"MFA Device with serial number {serialNumber} does not exist.");

    public static AwsError MfaDeviceOfAnother() => NoSuchEntity("MFA Device invalid for user.");

    public static AwsError InvalidAuthenticationCode() => new("InvalidAuthenticationCode", "Authentication code for device is not valid.") { Status = 403 };
}
