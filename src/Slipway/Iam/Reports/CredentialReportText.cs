using System.Buffers;
using System.Globalization;
using System.Text;
using Slipway.Identity.Passwords;
using Slipway.Identity.Reports;

namespace Slipway.Iam.Reports;

/// <summary>The lines of a credential report ("Getting credential reports for your AWS account" in IAM's user guide).</summary>
internal static class CredentialReportText
{
    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
        "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
        "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
        "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private const string NotApplicable = "N/A", NotSupported = "not_supported", NoInformation = "no_information";

    /// <summary>Names and paths may hold what separates values.</summary>
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"");

    /// <param name="created">When the account was made; null where nobody knows.</param>
    public static string Of(string account, DateTimeOffset? created, IReadOnlyList<UserCredentials> users, PasswordPolicy? policy)
    {
        StringBuilder text = new(Header);
        Append(text,
        [
            "<root_account>", $"arn:aws:iam::{account}:root", Time(created), NotSupported, NoInformation, NotSupported, NotSupported, Word(false),
            .. Key(null), .. Key(null), .. Certificates(),
        ]);
        foreach (var user in users)
        {
            Append(text,
            [
                user.Name, user.Arn, Time(user.CreatedAt), .. Password(user.Password, policy), Word(user.HasMfa),
                .. Key(user.Keys.ElementAtOrDefault(0)), .. Key(user.Keys.ElementAtOrDefault(1)), .. Certificates(),
            ]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> values) =>
        text.Append('\n').AppendJoin(',', values.Select(value => value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value));

    private static string[] Password(PasswordUse? password, PasswordPolicy? policy) => password is null
        ? [Word(false), NotApplicable, NotApplicable, NotApplicable]
        :
        [
            Word(true),
            password.LastUsedAt is { } used ? Time(used) : NoInformation,
            Time(password.ChangedAt),
            Time(policy?.ExpiryOf(password.ChangedAt)),
        ];

    private static string[] Key(AccessKeyUse? key) => key is null
        ? [Word(false), NotApplicable, NotApplicable, NotApplicable, NotApplicable]
        : [Word(key.IsActive), Time(key.CreatedAt), Time(key.Last?.At), key.Last?.Region ?? NotApplicable, key.Last?.Service ?? NotApplicable];

    private static string[] Certificates() => [Word(false), NotApplicable, Word(false), NotApplicable];

    private static string Word(bool value) => value ? "true" : "false";

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture) ?? NotApplicable;
}
