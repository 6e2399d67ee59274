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

/// <inheritdoc cref="IRegistrySource"/>
public interface IRemoteRegistry : IRegistrySource
{
    ValueTask<bool> HasBlobAsync(string repository, Digest digest, CancellationToken ct);

    /// <summary>Pushes a blob whole; with memory that does not grow with it.</summary>
    ValueTask PushBlobAsync(string repository, Digest digest, IBlobContent content, CancellationToken ct);

    ValueTask PushManifestAsync(string repository, Reference reference, StoredManifest manifest, CancellationToken ct);

    /// <returns>false when there was nothing to delete.</returns>
    ValueTask<bool> DeleteManifestAsync(string repository, Reference reference, CancellationToken ct);
}
