using Slipway.Registry.Remotes;

namespace Slipway.Registry.Replication;

/// <summary>
/// ECR's API of another server, as far as replication needs it. Whatever goes wrong comes as a
/// <see cref="RemoteFailureException"/>; nothing is asked of an address that may not be asked.
/// </summary>
public interface IRemoteEcr
{
    /// <summary>Where its registry is and who may push there; asked for anew before it expires.</summary>
    ValueTask<RemoteEndpoint> LogInAsync(ReplicationEndpoint endpoint, CancellationToken ct);

    /// <summary>Forgets what was remembered of a login, such as after it was refused.</summary>
    void LogOut(ReplicationEndpoint endpoint);

    /// <summary>Makes the repository unless it is there.</summary>
    /// <returns>true when it was made.</returns>
    ValueTask<bool> EnsureRepositoryAsync(ReplicationEndpoint endpoint, RepositoryName name, CancellationToken ct);

    /// <summary>
    /// Takes a tag from an image if it points there, and the image with its last one; without a tag the image, if it has none.
    /// What is not there is deleted, and what is not this copy stays.
    /// </summary>
    ValueTask DeleteImageAsync(ReplicationEndpoint endpoint, RepositoryName name, ReplicationCopy copy, ImageTag? tag, CancellationToken ct);

    /// <summary>When each of these images was pushed there.</summary>
    /// <returns>Of none when that cannot be told.</returns>
    ValueTask<Dictionary<Digest, DateTimeOffset>> ListPushedAsync(ReplicationEndpoint endpoint, RepositoryName name, IReadOnlyList<Digest> digests, CancellationToken ct);

    /// <summary>Gives the repository those settings that are wanted, and are not so yet.</summary>
    /// <returns>false when there is no such repository.</returns>
    ValueTask<bool> SetAsync(ReplicationEndpoint endpoint, RepositoryName name, RepositorySettings settings, CancellationToken ct);
}
