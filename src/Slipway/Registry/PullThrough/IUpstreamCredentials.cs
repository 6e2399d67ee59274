using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>The credentials that a rule's secret holds.</summary>
public interface IUpstreamCredentials
{
    /// <returns>null for a rule without.</returns>
    /// <exception cref="RemoteFailureException">They cannot be had; the message says why and holds none of them.</exception>
    ValueTask<RemoteCredentials?> FindAsync(RegistryScope registry, PullThroughRule rule, CancellationToken ct);
}
