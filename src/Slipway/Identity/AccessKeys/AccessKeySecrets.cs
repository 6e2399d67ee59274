using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.Identity.AccessKeys;

/// <summary>Seals secret access keys for the database. A sealed secret opens only for the key and the user that it was made for.</summary>
internal sealed class AccessKeySecrets(DataKey dataKey)
{
    private readonly SecretBox box = dataKey.Box("secret-access-key");

    public byte[] Seal(string accessKeyId, string userId, string secretAccessKey) =>
        box.Seal(Encoding.UTF8.GetBytes(secretAccessKey), PlaceOf(accessKeyId, userId));

    /// <exception cref="CryptographicException">Sealed under another data key, or changed in the database.</exception>
    public string Open(AccessKey key) =>
        box.TryOpen(key.SealedSecret.Span, PlaceOf(key.Id, key.UserId), out var secret)
            ? Encoding.UTF8.GetString(secret)
            : throw new CryptographicException($"The secret of access key {key.Id} does not open with the data key of this data folder.");

    // Neither id can hold a line break.
    private static byte[] PlaceOf(string accessKeyId, string userId) => Encoding.UTF8.GetBytes($"{accessKeyId}\n{userId}");
}
