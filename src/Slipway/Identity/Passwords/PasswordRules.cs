namespace Slipway.Identity.Passwords;

/// <summary>Holds a password against the rules of its account, in AWS's words. Pure.</summary>
internal static class PasswordRules
{
    // "Setting an account password policy for IAM users" in IAM's user guide.
    private const int DefaultMinimumLength = 8;
    private const int DefaultClasses = 3;
    private const string Symbols = "!@#$%^&*()_+-=[]{}|'";

    /// <param name="policy">null for the rules of an account that has made none.</param>
    /// <returns>null when the password keeps them.</returns>
    public static string? FindFault(PasswordPolicy? policy, string password) => policy is null ? OfDefault(password) : OfPolicy(policy, password);

    private static string? OfPolicy(PasswordPolicy policy, string password)
    {
        List<string> faults = [];
        if (password.Length < policy.MinimumLength) faults.Add(TooShort(policy.MinimumLength));
        if (policy.RequiresUppercase && !Has(password, Class.Uppercase)) faults.Add(Lacks(Class.Uppercase));
        if (policy.RequiresLowercase && !Has(password, Class.Lowercase)) faults.Add(Lacks(Class.Lowercase));
        if (policy.RequiresNumbers && !Has(password, Class.Number)) faults.Add(Lacks(Class.Number));
        if (policy.RequiresSymbols && !Has(password, Class.Symbol)) faults.Add(Lacks(Class.Symbol));
        return faults.Count == 0 ? null : string.Join(", ", faults);
    }

    // Departs: AWS also refuses the account's name and e-mail address, which accounts need not have here.
    private static string? OfDefault(string password)
    {
        if (password.Length < DefaultMinimumLength) return TooShort(DefaultMinimumLength);
        var lacking = Enum.GetValues<Class>().Where(each => !Has(password, each)).ToList();
        var more = DefaultClasses - (Enum.GetValues<Class>().Length - lacking.Count);
        return more <= 0 ? null : $"Password should meet {more} more of the following requirements: {string.Join(", ", lacking.Select(Lacks))}";
    }

    private static bool Has(string password, Class characters) => password.Any(character => characters switch
    {
        Class.Uppercase => char.IsAsciiLetterUpper(character),
        Class.Lowercase => char.IsAsciiLetterLower(character),
        Class.Number => char.IsAsciiDigit(character),
        _ => Symbols.Contains(character, StringComparison.Ordinal),
    });

    private static string TooShort(int length) => $"Password should have a minimum length of {length}";

    private static string Lacks(Class characters) => "Password should have at least one " + characters switch
    {
        Class.Uppercase => "uppercase letter",
        Class.Lowercase => "lowercase letter",
        Class.Number => "number",
        _ => "symbol",
    };

    private enum Class
    {
        Uppercase,
        Lowercase,
        Number,
        Symbol,
    }
}
