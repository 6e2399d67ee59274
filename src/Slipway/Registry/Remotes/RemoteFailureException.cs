namespace Slipway.Registry.Remotes;

/// <summary>Another registry did not do what it was asked. The message names the host and never holds a secret.</summary>
public sealed class RemoteFailureException(RemoteFault fault, string message, Exception? cause) : Exception(message, cause)
{
    public RemoteFault Fault => fault;

    /// <summary>How long the registry asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

public enum RemoteFault
{
    /// <summary>No connection, a broken one, a time-out, or a fault of the registry's own (5xx).</summary>
    Unavailable,

    /// <summary>401, or 403: the credentials will not do.</summary>
    AccessDenied,

    /// <summary>It is a registry of this server, and a policy says no: somebody's decision, so that nothing cached is served in its place.</summary>
    Refused,

    /// <summary>It was not asked, since the credentials for it cannot be had.</summary>
    NoCredentials,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>Its address may not be asked: this machine, its link or a metadata service, unless the operator allows the host. Or rules of this server lead back to where they began.</summary>
    Forbidden,

    /// <summary>It answered what no registry may: another digest, more than is allowed, a status that means nothing.</summary>
    Invalid,
}
