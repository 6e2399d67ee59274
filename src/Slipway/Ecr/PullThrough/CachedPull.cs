using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;

namespace Slipway.Ecr.PullThrough;

/// <summary>One request's pulls from a repository that a rule fills.</summary>
internal sealed class CachedPull(PullThroughRule rule, Repository repository, UpstreamImages upstreams, Func<ImageTag?, ValueTask<bool>> mayImport)
{
    /// <summary>
    /// Why the upstream is not asked again for this request: a hundred images must not wait for it a hundred times. A refusal is
    /// the last image's own, since one of this server decides on each, and nobody waits for it.
    /// </summary>
    public RemoteFailureException? Failure { get; private set; }

    /// <summary>What is to be answered in the place of the repository's own image.</summary>
    /// <returns>null when the repository's own is to be answered, or there is none; with <see cref="Failure"/> where there might be one.</returns>
    public async ValueTask<StoredManifest?> FindAsync(Reference reference, CancellationToken ct)
    {
        if (Failure is { Fault: not RemoteFault.Refused }) return null;
        Failure = null;
        try
        {
            return await upstreams.FindAsync(rule, repository, reference, () => mayImport(reference.Tag), ct);
        }
        catch (RemoteFailureException failure)
        {
            Failure = failure;
            return null;
        }
    }

    /// <summary>Has a layer fetched that the repository does not hold.</summary>
    /// <returns>false when there is none; true once its first bytes are here.</returns>
    /// <exception cref="RemoteFailureException">The upstream did not give it.</exception>
    public async ValueTask<bool> FetchAsync(Digest layer, CancellationToken ct)
    {
        if (!await mayImport(null)) return false;
        await using var content = await upstreams.OpenBlobAsync(rule, repository, layer, ct);
        return content is not null;
    }
}
