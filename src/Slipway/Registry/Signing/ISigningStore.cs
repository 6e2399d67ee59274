namespace Slipway.Registry.Signing;

/// <summary>
/// The keys of signing profiles, and the state of each image's signatures. Each method is one transaction; what returned
/// is durable. Must pass SigningStoreContract.
/// </summary>
public interface ISigningStore
{
    /// <returns>null when absent.</returns>
    ValueTask<SigningKey?> FindKeyAsync(string profileArn, CancellationToken ct);

    /// <returns>The key that the profile has from now on: this one, or the one of who was faster.</returns>
    ValueTask<SigningKey> AddKeyAsync(SigningKey key, CancellationToken ct);

    /// <summary>By profile.</summary>
    ValueTask<IReadOnlyList<ImageSigning>> ListAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>Puts the state of a signature in the place of what is there.</summary>
    ValueTask PutAsync(ImageSigning signing, CancellationToken ct);

    /// <summary>Removes what is known of an image's signatures.</summary>
    ValueTask ForgetAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>Whether a client's push of an image is in the journal that a follower has not acted on yet.</summary>
    ValueTask<bool> IsPendingAsync(string follower, long repositoryId, Digest digest, CancellationToken ct);
}

/// <param name="SealedKey">PKCS #8, sealed.</param>
/// <param name="Leaf">DER: the certificate of the key.</param>
/// <param name="Root">DER: the certificate that vouches for it.</param>
public sealed record SigningKey(string ProfileArn, ReadOnlyMemory<byte> SealedKey, ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte> Root, DateTimeOffset CreatedAt);

/// <param name="Digest">Of the image that is signed.</param>
/// <param name="Envelope">The signature, from when it was made until it has been pushed.</param>
/// <param name="MadeAt">When the signature was made, or failed to be.</param>
public sealed record ImageSigning(
    long RepositoryId, Digest Digest, string ProfileArn, SigningStatus Status, string? FailureCode, string? FailureReason, string? Envelope, DateTimeOffset MadeAt);

/// <summary>API_ImageSigningStatus, <c>status</c>.</summary>
public enum SigningStatus
{
    InProgress,
    Complete,
    Failed,
}
