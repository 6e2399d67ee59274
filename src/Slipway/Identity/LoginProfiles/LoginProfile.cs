using Slipway.Identity.Passwords;

namespace Slipway.Identity.LoginProfiles;

/// <summary>A user's password for the console (API_LoginProfile).</summary>
/// <param name="UserId"><c>AIDA…</c>.</param>
/// <param name="PasswordHash">Of <see cref="PasswordHashes"/>.</param>
/// <param name="IsResetRequired">The user must set another password at the next sign-in.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
/// <param name="ChangedAt">When this password was set.</param>
internal sealed record LoginProfile(string UserId, string PasswordHash, bool IsResetRequired, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    /// <summary>Earlier passwords, the latest first; as many as a policy could ask for, whatever the present one asks.</summary>
    public IReadOnlyList<string> FormerHashes { get; init; } = [];

    /// <summary>The present password and the earlier ones, the latest first.</summary>
    public IEnumerable<string> Hashes => FormerHashes.Prepend(PasswordHash);

    public LoginProfile WithPassword(string hash, DateTimeOffset at) => this with
    {
        PasswordHash = hash,
        ChangedAt = at,
        FormerHashes = [.. Hashes.Take(PasswordPolicy.MostRemembered - 1)],
    };
}
