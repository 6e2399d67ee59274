using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>The key of the shared domain, derived from the data key; there are no other domains.</summary>
internal sealed class SharedKey(DataKey key) : IDomainKeys
{
    private readonly WrappingKey shared = new(key.Derive("blobs"), null);

    public ValueTask<WrappingKey> FindAsync(long domain, CancellationToken ct) => domain == BlobName.Shared
        ? new(shared)
        : throw new KeyUnavailableException(null, KeyFault.Missing, $"There is no domain with the number {domain}.");
}
