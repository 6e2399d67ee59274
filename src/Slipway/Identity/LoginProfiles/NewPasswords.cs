using Slipway.Identity.Passwords;

namespace Slipway.Identity.LoginProfiles;

/// <summary>Decides whether a password may become a user's, by the rules of its account and by the passwords that the user has had.</summary>
internal sealed class NewPasswords(IPasswordPolicyStore policies, PasswordHashes hashes)
{
    /// <param name="present">null for a user's first password.</param>
    /// <returns>What is wrong with it, in AWS's words; null when it will do.</returns>
    public async ValueTask<string?> FindFaultAsync(string account, LoginProfile? present, string password, CancellationToken ct)
    {
        var policy = await policies.FindAsync(account, ct);
        if (PasswordRules.FindFault(policy, password) is { } fault) return fault;
        if (present is null || policy?.ReusePrevention is not { } remembered) return null;
        foreach (var hash in present.Hashes.Take(remembered))
        {
            if (await hashes.MatchAsync(hash, password, ct)) return $"Password should not be one of the previous {remembered} passwords";
        }

        return null;
    }
}
