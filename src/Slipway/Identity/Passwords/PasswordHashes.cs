using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Identity.Passwords;

/// <summary>
/// Passwords as they are kept: PBKDF2 with HMAC-SHA-256 and a salt of each one's own, as
/// <c>$pbkdf2-sha256$i=600000$salt$hash</c>, so that the cost can rise without spoiling what is there. Takes a good part
/// of a second of one processor by intent; at most half of the processors do it at a time.
/// </summary>
internal sealed class PasswordHashes(PasswordCost cost) : IDisposable
{
    private const int SaltSize = 16;
    private const int HashSize = 32;
    private const string Algorithm = "pbkdf2-sha256";

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async ValueTask<string> HashAsync(string password, CancellationToken ct)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var hash = await DeriveAsync(password, salt, cost.Iterations, ct);
        return $"${Algorithm}$i={cost.Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    /// <summary>Whether a password is the one that was hashed; compared in constant time.</summary>
    /// <exception cref="FormatException">Not what <see cref="HashAsync"/> makes.</exception>
    public async ValueTask<bool> MatchAsync(string kept, string password, CancellationToken ct)
    {
        var parts = kept.Split('$');
        if (parts is not ["", Algorithm, var costThen, var salt, var hash] || !costThen.StartsWith("i=", StringComparison.Ordinal))
            throw new FormatException("A stored password has an unknown form.");
        var iterations = int.Parse(costThen.AsSpan(2), CultureInfo.InvariantCulture);
        return CryptographicOperations.FixedTimeEquals(await DeriveAsync(password, Convert.FromBase64String(salt), iterations, ct), Convert.FromBase64String(hash));
    }

    public void Dispose() => places.Dispose();

    private async Task<byte[]> DeriveAsync(string password, byte[] salt, int iterations, CancellationToken ct)
    {
        await places.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashSize), ct);
        }
        finally
        {
            places.Release();
        }
    }
}
