using Slipway.Kernel;
using Slipway.Registry.Creation;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// Upstreams on this server that are caches themselves: what they do not hold, they fetch as for any client, and the role of
/// the first rule is the client.
/// </summary>
internal sealed class LocalChain(PullThroughRules rules, RepositoryCreator creator, Lazy<UpstreamImages> caches, Lazy<UpstreamReferrers> referrers, TimeProvider clock)
{
    // Rules that change while one look waits for another could make them wait for each other.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <param name="may">Whether the role may do something there.</param>
    /// <returns>The repository, made where it was not there; null where there is none. The manifest, when it is not to be the repository's own.</returns>
    public async ValueTask<(Repository? Repository, StoredManifest? Manifest)> FindAsync(
        RegistryScope registry, RepositoryName name, Repository? found, Reference reference, Func<UpstreamPart, TagSet?, ValueTask<bool>> may, CancellationToken ct)
    {
        if (await rules.FindAsync(registry, name, ct) is not { } rule) return (found, null);
        found ??= await MakeAsync(rule, registry, name, reference, may, ct);
        return found is null ? default : (found, await InTimeAsync(caches.Value.FindAsync(rule, found, reference, () => may(UpstreamPart.Import, null), ct), ct));
    }

    /// <summary>Opens a blob that an upstream does not hold.</summary>
    /// <returns>null when it is not to be had.</returns>
    public async ValueTask<IBlobContent?> OpenBlobAsync(Repository repository, Digest digest, Func<UpstreamPart, TagSet?, ValueTask<bool>> may, CancellationToken ct) =>
        await rules.FindAsync(repository.Registry, repository.Name, ct) is { } rule && await may(UpstreamPart.Import, null)
            ? await InTimeAsync(caches.Value.OpenBlobAsync(rule, repository, digest, ct), ct)
            : null;

    /// <summary>What its own upstream says refers to an image; none while that does not answer, as for any client of the registry.</summary>
    public async ValueTask<IReadOnlyList<Referrer>> ListReferrersAsync(Repository repository, Digest subject, CancellationToken ct)
    {
        try
        {
            return await InTimeAsync(referrers.Value.ListAsync(repository, subject, ct), ct);
        }
        catch (RemoteFailureException)
        {
            return [];
        }
    }

    private async ValueTask<Repository?> MakeAsync(
        PullThroughRule rule, RegistryScope registry, RepositoryName name, Reference reference, Func<UpstreamPart, TagSet?, ValueTask<bool>> may, CancellationToken ct)
    {
        var template = await creator.FindTemplateAsync(registry, name, CreationOccasion.PullThroughCache, ct);
        if (!await may(UpstreamPart.Repository, template?.ResourceTags) || !await may(UpstreamPart.Import, null)) return null;
        try
        {
            return await InTimeAsync(caches.Value.ExistsAsync(registry, rule, name, reference, ct), ct)
                ? await creator.CreateAsync(registry, name, CreationOccasion.PullThroughCache, ct)
                : null;
        }
        catch (Exception fault) when (fault is TemplateNotApplicableException or KeyUnavailableException)
        {
            throw new RemoteFailureException(RemoteFault.AccessDenied, fault.Message, fault);
        }
    }

    private async ValueTask<T> InTimeAsync<T>(ValueTask<T> asked, CancellationToken ct)
    {
        try
        {
            return asked.IsCompletedSuccessfully ? asked.Result : await asked.AsTask().WaitAsync(Patience, clock, ct);
        }
        catch (TimeoutException late)
        {
            throw new RemoteFailureException(RemoteFault.Unavailable, "the upstream's own upstream did not answer in time", late);
        }
    }
}
