namespace Slipway.Registry.Remotes;

/// <summary>Registries elsewhere, as a client of theirs (OCI distribution specification 1.1).</summary>
public interface IRemoteRegistries
{
    /// <summary>Asks nothing yet. Connections and tokens are shared by all that name the same endpoint and credentials.</summary>
    IRemoteRegistry Open(RemoteEndpoint endpoint);

    /// <summary>Whether an address may be asked at all: without TLS only hosts that the operator allows.</summary>
    bool MayAsk(Uri url);
}

/// <param name="Url">Scheme, host and port; a path in it goes before <c>/v2/</c>.</param>
/// <param name="Credentials">null for registries that serve everybody.</param>
public sealed record RemoteEndpoint(Uri Url, RemoteCredentials? Credentials);

public sealed record RemoteCredentials(string User, string Password)
{
    /// <summary>Never the password: records are printed.</summary>
    public override string ToString() => User;
}

/// <summary>Every method throws a <see cref="RemoteFailureException"/> that says what went wrong.</summary>
public interface IRemoteRegistry
{
    /// <summary>Asks whether it is a registry, and takes the credentials.</summary>
    ValueTask PingAsync(CancellationToken ct);

    /// <returns>null when the registry says that there is none.</returns>
    ValueTask<RemoteManifest?> FindManifestAsync(string repository, Reference reference, CancellationToken ct);

    /// <summary>The digest behind a reference, without the manifest.</summary>
    /// <returns>null when there is none.</returns>
    ValueTask<Digest?> FindDigestAsync(string repository, Reference reference, CancellationToken ct);

    /// <summary>Opens a blob to be read, its bytes unchecked.</summary>
    /// <param name="offset">Where to begin; a registry that knows no ranges is read from its start and the bytes before are dropped.</param>
    /// <returns>null when there is none.</returns>
    ValueTask<RemoteBlob?> OpenBlobAsync(string repository, Digest digest, long offset, CancellationToken ct);

    ValueTask<bool> HasBlobAsync(string repository, Digest digest, CancellationToken ct);

    /// <summary>Pushes a blob whole; with memory that does not grow with it.</summary>
    ValueTask PushBlobAsync(string repository, Digest digest, IBlobContent content, CancellationToken ct);

    ValueTask PushManifestAsync(string repository, Reference reference, StoredManifest manifest, CancellationToken ct);

    /// <returns>false when there was nothing to delete.</returns>
    ValueTask<bool> DeleteManifestAsync(string repository, Reference reference, CancellationToken ct);

    /// <summary>The manifests that refer to another, as far as the registry answers the referrers API.</summary>
    ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(string repository, Digest subject, CancellationToken ct);
}

/// <param name="Digest">Of the bytes, computed here.</param>
/// <param name="MediaType">What the registry stated, with parameters.</param>
public sealed record RemoteManifest(Digest Digest, string? MediaType, ReadOnlyMemory<byte> Content);

/// <param name="Length">Of the whole blob; null when the registry does not say.</param>
public sealed record RemoteBlob(Stream Content, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
