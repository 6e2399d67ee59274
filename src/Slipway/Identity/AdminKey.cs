using System.Buffers;

namespace Slipway.Identity;

/// <summary>A key pair in clear, on its way in from the configuration or out to the credentials file.</summary>
internal sealed record AdminKey(string AccessKeyId, string SecretAccessKey)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Letters + "_");

    /// <summary>What is wrong with a pair from the configuration, as sentences without subject; null where nothing is.</summary>
    public static (string? Id, string? Secret) Faults(string accessKeyId, string secretAccessKey) => (
        accessKeyId.Length is < 3 or > 128 || accessKeyId.AsSpan().ContainsAnyExcept(IdCharacters)
            ? "must be 3 to 128 letters, digits or underscores"
            : null,
        secretAccessKey.Length is < 1 or > 128 || secretAccessKey.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? "must be 1 to 128 printable ASCII characters without spaces"
            : null);

    // A record prints its members; a secret must not be among them.
    public override string ToString() => $"Key pair {AccessKeyId}";
}
