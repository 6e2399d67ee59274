using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>The keys that the files of a domain are sealed under.</summary>
internal interface IDomainKeys
{
    /// <exception cref="KeyUnavailableException">It cannot be used now.</exception>
    ValueTask<WrappingKey> FindAsync(long domain, CancellationToken ct);
}
