using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;
using Slipway.Kms.Keys;
using Slipway.Wire;

namespace Slipway.Kms.Cryptography;

/// <summary>Encrypts and decrypts small things with keys, AES-256-GCM under a key derived from the key's material for this alone.</summary>
internal sealed class KeyCipher(KeyFinder finder, IKeyStore keys, KeyMaterial material)
{
    /// <summary>The key that a request names, fit for use.</summary>
    /// <exception cref="AwsError">It is absent, disabled, about to be deleted, or AWS's own.</exception>
    public async ValueTask<KmsKey> RequireUsableAsync(Caller caller, string keyId, string action, CancellationToken ct)
    {
        var key = await finder.RequireByAnyNameAsync(caller, keyId, ct);
        if (key.Region != caller.Region) throw KmsErrors.InvalidKeyId(keyId);
        if (key.Owner is KeyOwner.Aws) throw KmsErrors.ManagedByAws(caller, action, key);
        return key.State switch
        {
            KeyState.Disabled => throw KmsErrors.Disabled(key),
            KeyState.PendingDeletion => throw KmsErrors.IsPendingDeletion(key),
            _ => key,
        };
    }

    public async ValueTask<byte[]> EncryptAsync(KmsKey key, ReadOnlyMemory<byte> plaintext, IReadOnlyDictionary<string, string>? context, CancellationToken ct) =>
        new CiphertextBlob(key.Arn, (await BoxAsync(key, ct)).Seal(plaintext.Span, Bound(key.Arn, context))).ToBytes();

    /// <param name="keyId">As the request names it; null for whichever key the ciphertext names.</param>
    /// <exception cref="AwsError">It does not open; IncorrectKeyException.</exception>
    public async ValueTask<(KmsKey Key, byte[] Plaintext)> DecryptAsync(
        Caller caller, ReadOnlyMemory<byte>? ciphertext, string? keyId, IReadOnlyDictionary<string, string>? context, string action, CancellationToken ct)
    {
        // AWS does without one in dry runs only.
        if (ciphertext is not { } bytes) throw KmsErrors.InvalidValue("CiphertextBlob is required.");
        if (CiphertextBlob.Read(bytes) is not { } blob) throw KmsErrors.InvalidCiphertext();
        var key = await RequireUsableAsync(caller, blob.KeyArn, action, ct);
        if (key.Arn != blob.KeyArn) throw KmsErrors.InvalidCiphertext();
        if (keyId is not null && (await finder.RequireByAnyNameAsync(caller, keyId, ct)).Arn != key.Arn) throw KmsErrors.IncorrectKey();
        return (await BoxAsync(key, ct)).TryOpen(blob.Box.Span, Bound(key.Arn, context), out var plaintext) ? (key, plaintext) : throw KmsErrors.InvalidCiphertext();
    }

    /// <summary>What is demanded to open a ciphertext: the key that it names, which alone opens it.</summary>
    public static string Demanded(Caller caller, ReadOnlyMemory<byte>? ciphertext) =>
        CiphertextBlob.Read(ciphertext ?? default)?.KeyArn ?? KeyArns.OfKey(caller.Account, caller.Region, "*");

    private async ValueTask<SecretBox> BoxAsync(KmsKey key, CancellationToken ct)
    {
        // It may have been destroyed since it was found.
        var stored = await keys.FindMaterialAsync(key.Arn, ct) ?? throw KmsErrors.NotFound(NamedKey.Of(key.Account, key.Region, key.KeyId));
        var opened = material.Open(key.Arn, stored);
        try
        {
            return new DataKey(opened).Box("ciphertext");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }

    /// <summary>ARN and context, each text behind its length, so that no two contexts come to the same bytes. The order of a context's pairs does not count.</summary>
    private static byte[] Bound(string arn, IReadOnlyDictionary<string, string>? context)
    {
        using MemoryStream bytes = new();
        Write(arn);
        foreach (var (name, value) in (context ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(name);
            Write(value);
        }

        return bytes.ToArray();

        void Write(string text)
        {
            var encoded = Encoding.UTF8.GetBytes(text);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, encoded.Length);
            bytes.Write(length);
            bytes.Write(encoded);
        }
    }
}
