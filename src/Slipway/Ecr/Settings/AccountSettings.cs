using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr.Settings;

/// <summary>The settings that there are, by the names that requests give them.</summary>
internal static class AccountSettings
{
    /// <exception cref="AwsError">InvalidParameterException for a name that ECR does not know.</exception>
    public static AccountSetting Require(string name) => AccountSetting.All.FirstOrDefault(setting => setting.Name == name)
        ?? throw EcrErrors.InvalidParameter("name", $"must be one of {string.Join(", ", AccountSetting.All.Select(setting => setting.Name))}");

    /// <exception cref="AwsError">InvalidParameterException for a value that the setting cannot have.</exception>
    public static void RefuseOther(AccountSetting setting, string value)
    {
        if (!setting.Values.Contains(value))
            throw EcrErrors.InvalidParameter("value", $"must be one of {string.Join(", ", setting.Values)} for {setting.Name}");
    }
}
