namespace Slipway.Identity.Passwords;

/// <summary>What an account asks of its users' passwords (API_PasswordPolicy).</summary>
/// <param name="MinimumLength">6 to 128 characters.</param>
/// <param name="AllowsUsersToChange">Whether users may change their own password without a policy that says so.</param>
internal sealed record PasswordPolicy(
    int MinimumLength, bool RequiresSymbols, bool RequiresNumbers, bool RequiresUppercase, bool RequiresLowercase, bool AllowsUsersToChange)
{
    /// <summary>Of a policy that does not say otherwise.</summary>
    public const int DefaultMinimumLength = 6;

    /// <summary>As many earlier passwords as can be kept from being used again.</summary>
    public const int MostRemembered = 24;

    /// <summary>Days, 1 to 1095, after which a password cannot be used to sign in; null when it never expires.</summary>
    public int? MaxAge { get; init; }

    /// <summary>How many of a user's last passwords must not be used again; null for none.</summary>
    public int? ReusePrevention { get; init; }

    /// <summary>Who lets a password expire needs an administrator to set a new one; null where that was not said.</summary>
    public bool? HardExpiry { get; init; }

    /// <returns>From when on a password that was set then does not sign in; null for never.</returns>
    public DateTimeOffset? ExpiryOf(DateTimeOffset changedAt) => MaxAge is { } days ? changedAt.AddDays(days) : null;
}
