namespace Slipway.Registry.Remotes;

/// <summary>A registry that images are taken from. Every method throws a <see cref="RemoteFailureException"/> that says what went wrong.</summary>
public interface IRegistrySource
{
    /// <summary>How many registries of this server it fetches through in its turn: who waits for it waits for so many more.</summary>
    int Hops { get; }

    /// <summary>Asks whether it is a registry, and takes the credentials.</summary>
    ValueTask PingAsync(CancellationToken ct);

    /// <returns>null when the registry says that there is none.</returns>
    ValueTask<RemoteManifest?> FindManifestAsync(string repository, Reference reference, CancellationToken ct);

    /// <summary>The digest behind a reference, without the manifest.</summary>
    /// <returns>null when there is none.</returns>
    ValueTask<Digest?> FindDigestAsync(string repository, Reference reference, CancellationToken ct);

    /// <summary>The manifests that refer to another, as far as the registry answers the referrers API, and as many as <see cref="GatheredReferrers"/> takes.</summary>
    /// <returns>Of a registry that knows no referrers none; in the order of their digests, each once.</returns>
    ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(string repository, Digest subject, CancellationToken ct);

    /// <summary>Opens a blob to be read, its bytes unchecked.</summary>
    /// <param name="offset">Where to begin; a registry that knows no ranges is read from its start and the bytes before are dropped.</param>
    /// <returns>null when there is none.</returns>
    ValueTask<RemoteBlob?> OpenBlobAsync(string repository, Digest digest, long offset, CancellationToken ct);

    /// <summary>Makes a blob of it one of a repository of this server, where that takes no reading of its bytes.</summary>
    /// <returns>false when it does, or there is none.</returns>
    ValueTask<bool> TryMountAsync(string repository, Digest digest, long repositoryId, CancellationToken ct);
}

/// <param name="Digest">Of the bytes, computed here.</param>
/// <param name="MediaType">What the registry stated, with parameters.</param>
public sealed record RemoteManifest(Digest Digest, string? MediaType, ReadOnlyMemory<byte> Content);

/// <param name="Length">Of the whole blob; null when the registry does not say.</param>
public sealed record RemoteBlob(Stream Content, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
