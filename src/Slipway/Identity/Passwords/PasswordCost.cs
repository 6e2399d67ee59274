namespace Slipway.Identity.Passwords;

/// <summary>How dear a guess is to whoever has stolen the hashes: the iterations of PBKDF2 with which new passwords are hashed.</summary>
internal sealed record PasswordCost(int Iterations)
{
    /// <summary>What NIST SP 800-63B asks for at least.</summary>
    public const int Least = 10_000;

    public const int Most = 100_000_000;

    /// <summary>OWASP's Password Storage Cheat Sheet, 2023.</summary>
    public static PasswordCost Default { get; } = new(600_000);
}
