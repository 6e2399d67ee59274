using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

/// <summary>Where a Nitro enclave would get the answer (API_RecipientInfo).</summary>
internal sealed record Recipient(KeyEncryptionMechanism? KeyEncryptionAlgorithm, [Length(1, 262144)] ReadOnlyMemory<byte>? AttestationDocument);

internal enum KeyEncryptionMechanism
{
    [Wire("RSAES_OAEP_SHA_256")]
    RsaesOaepSha256,
}

/// <summary>What a dry run leaves out. Here it leaves nothing out.</summary>
internal enum DryRunModifier
{
    [Wire("IGNORE_CIPHERTEXT")]
    IgnoreCiphertext,
}

/// <summary>What can be asked and is not done is refused.</summary>
internal static class Unsupported
{
    public static void Refuse(IReadOnlyList<string>? grantTokens, Recipient? recipient)
    {
        if (grantTokens is { Count: > 0 }) throw KmsErrors.InvalidGrantToken();
        if (recipient is not null) throw KmsErrors.Unsupported("There are no Nitro enclaves here to answer to.");
    }
}
