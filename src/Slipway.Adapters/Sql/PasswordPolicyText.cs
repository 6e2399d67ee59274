using System.Globalization;
using Slipway.Identity.Passwords;

namespace Slipway.Adapters.Sql;

/// <summary>A password policy as the text of its column; members that are not set stay out.</summary>
internal static class PasswordPolicyText
{
    public static string Of(PasswordPolicy policy)
    {
        Dictionary<string, string> members = new()
        {
            [nameof(policy.MinimumLength)] = Text(policy.MinimumLength),
            [nameof(policy.RequiresSymbols)] = $"{policy.RequiresSymbols}",
            [nameof(policy.RequiresNumbers)] = $"{policy.RequiresNumbers}",
            [nameof(policy.RequiresUppercase)] = $"{policy.RequiresUppercase}",
            [nameof(policy.RequiresLowercase)] = $"{policy.RequiresLowercase}",
            [nameof(policy.AllowsUsersToChange)] = $"{policy.AllowsUsersToChange}",
        };
        if (policy.MaxAge is { } age) members[nameof(policy.MaxAge)] = Text(age);
        if (policy.ReusePrevention is { } remembered) members[nameof(policy.ReusePrevention)] = Text(remembered);
        if (policy.HardExpiry is { } isHard) members[nameof(policy.HardExpiry)] = $"{isHard}";
        return JsonText.Of(members);
    }

    public static PasswordPolicy Read(string text)
    {
        var members = JsonText.Map(text);
        return new(
            Number(nameof(PasswordPolicy.MinimumLength)) ?? PasswordPolicy.DefaultMinimumLength,
            Flag(nameof(PasswordPolicy.RequiresSymbols)) is true,
            Flag(nameof(PasswordPolicy.RequiresNumbers)) is true,
            Flag(nameof(PasswordPolicy.RequiresUppercase)) is true,
            Flag(nameof(PasswordPolicy.RequiresLowercase)) is true,
            Flag(nameof(PasswordPolicy.AllowsUsersToChange)) is true)
        {
            MaxAge = Number(nameof(PasswordPolicy.MaxAge)),
            ReusePrevention = Number(nameof(PasswordPolicy.ReusePrevention)),
            HardExpiry = Flag(nameof(PasswordPolicy.HardExpiry)),
        };

        int? Number(string member) => members.TryGetValue(member, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : null;
        bool? Flag(string member) => members.TryGetValue(member, out var value) ? bool.Parse(value) : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
