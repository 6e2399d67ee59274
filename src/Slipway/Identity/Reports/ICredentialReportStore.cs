namespace Slipway.Identity.Reports;

/// <summary>Credential reports, and what they are made from. Each method is one transaction. Must pass ReportStoresContract.</summary>
internal interface ICredentialReportStore
{
    /// <summary>The credentials of all users of an account, in the order of their names.</summary>
    ValueTask<IReadOnlyList<UserCredentials>> ListCredentialsAsync(string account, CancellationToken ct);

    /// <returns>null when none was ever made.</returns>
    ValueTask<CredentialReport?> FindAsync(string account, CancellationToken ct);

    /// <summary>Takes the place of the last one.</summary>
    ValueTask PutAsync(string account, CredentialReport report, CancellationToken ct);
}

/// <param name="Content">Lines of comma-separated values.</param>
internal sealed record CredentialReport(string Content, DateTimeOffset GeneratedAt);

/// <param name="Password">null where the user has none.</param>
/// <param name="Keys">In the order of their creation.</param>
internal sealed record UserCredentials(
    string Name, string Arn, DateTimeOffset CreatedAt, PasswordUse? Password, bool HasMfa, IReadOnlyList<AccessKeyUse> Keys);

/// <param name="LastUsedAt">null when never.</param>
internal sealed record PasswordUse(DateTimeOffset ChangedAt, DateTimeOffset? LastUsedAt);

/// <param name="Last">null when it never signed anything.</param>
internal sealed record AccessKeyUse(bool IsActive, DateTimeOffset CreatedAt, (DateTimeOffset At, string Region, string Service)? Last);
