namespace Slipway.Registry.Sealing;

/// <summary>The keys that repositories are encrypted under, as far as the registry needs to know of them.</summary>
public interface IEncryptionKeys
{
    /// <summary>The encryption of a new repository, with the key's full ARN: of the one that was named by id, ARN or alias, or of the one that AWS would manage.</summary>
    /// <exception cref="KeyUnavailableException">There is no such key, or it cannot be used.</exception>
    ValueTask<Encryption> ResolveAsync(RegistryScope registry, Encryption encryption, CancellationToken ct);

    /// <summary>Why what lies in a domain (<see cref="BlobName"/>) can be neither read nor added to now. Answered from memory.</summary>
    /// <returns>null when it can.</returns>
    ValueTask<KeyUnavailableException?> FaultOfAsync(long domain, CancellationToken ct);
}
