using Slipway.Kernel;

namespace Slipway.Registry;

/// <summary>A repository as it is stored.</summary>
/// <param name="Id">Given by the store, never used again; 0 before it is stored. A re-created repository has another.</param>
/// <param name="CreatedAt">UTC, to the millisecond.</param>
public sealed record Repository(
    long Id,
    RegistryScope Registry,
    RepositoryName Name,
    DateTimeOffset CreatedAt,
    TagRules TagRules,
    bool ScanOnPush,
    Encryption Encryption,
    TagSet Tags);

/// <summary>How the blobs of a repository are encrypted at rest, as ECR's <c>encryptionConfiguration</c>. Fixed at creation.</summary>
public sealed record Encryption(EncryptionType Type, string? KmsKey)
{
    public static Encryption Default { get; } = new(EncryptionType.Aes256, null);

    /// <summary>Where the repository's blobs are (<see cref="BlobName"/>); given by the store with the repository.</summary>
    public long Domain { get; init; }
}

public enum EncryptionType
{
    Aes256,
    Kms,
    KmsDsse,
}
