using System.Text.RegularExpressions;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>The forms in which a Principal element names somebody. No wildcards within.</summary>
internal static partial class PrincipalName
{
    /// <summary>12 digits, or the ARN of the account's root.</summary>
    public static bool IsAccount(string value, out string account)
    {
        var match = Account().Match(value);
        account = match.Groups["account"].Value;
        return match.Success;
    }

    /// <summary>A user, role, role's session or federated user by ARN, or a user, role or role's session by unique id.</summary>
    public static bool IsName(string value) => Name().IsMatch(value) || UniqueId().IsMatch(value);

    /// <summary>A role's unique id and the name of a session, with a colon between them.</summary>
    public static bool IsSessionId(string name) => name.StartsWith("AROA", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal);

    public static bool IsService(string value) => Service().IsMatch(value);

    /// <summary>null for a unique id.</summary>
    public static string? AccountOf(string name) => name.StartsWith("arn:", StringComparison.Ordinal) ? name.Split(':')[4] : null;

    [GeneratedRegex(@"\A(arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):root|(?<account>[0-9]{12}))\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:(iam::[0-9]{12}:(user|role)/|sts::[0-9]{12}:(assumed-role/[^/*?]+/|federated-user/))[^*?]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(AIDA[A-Z0-9]{4,124}|AROA[A-Z0-9]{4,124}(:[A-Za-z0-9_+=,.@-]{2,64})?)\z")]
    private static partial Regex UniqueId();

    [GeneratedRegex(@"\A[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z")]
    private static partial Regex Service();
}
