using Slipway.Registry.Images;
using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.PullThrough;

/// <summary>The upstreams that are registries of this server, of another account or region: they are read without a request to oneself.</summary>
internal sealed class LocalUpstreams(RegistryHost hosts, PullThroughRules rules, LocalContent content, LocalChain chain, IUpstreamPermissions permissions, IUpstreamReads reads)
{
    // Each hop of a chain holds memory and waits for the next.
    private const int MostHops = 3;

    /// <returns>null for an upstream elsewhere, such as every one that takes a secret.</returns>
    public RegistryScope? Find(PullThroughRule rule) => rule.CredentialArn is null ? Find(rule.Endpoint) : null;

    /// <inheritdoc cref="Find(PullThroughRule)"/>
    public RegistryScope? Find(Uri endpoint) => hosts.OwnOf(endpoint) ?? RegistryHost.AsOnAws(endpoint);

    /// <summary>Whether an address can mean nobody but this server.</summary>
    public bool IsOwn(Uri endpoint) => hosts.OwnOf(endpoint) is not null;

    /// <exception cref="RemoteFailureException">The rules lead in a circle, or through too many caches.</exception>
    public async ValueTask<IRegistrySource> OpenAsync(RegistryScope upstream, RegistryScope cache, PullThroughRule rule, RepositoryName name, CancellationToken ct) =>
        new LocalUpstream(upstream, cache, rule, await CountHopsAsync(cache, rule, name, ct), content, chain, permissions, reads);

    /// <summary>
    /// How many of the registries behind a rule are caches themselves. Found out from the rules alone, before anything waits
    /// for anything: who went round in a circle would wait for himself.
    /// </summary>
    private async ValueTask<int> CountHopsAsync(RegistryScope registry, PullThroughRule rule, RepositoryName name, CancellationToken ct)
    {
        List<(RegistryScope Registry, RepositoryName Name)> way = [(registry, name)];
        while (Find(rule) is { } there && RepositoryName.TryParse(rule.UpstreamNameOf(way[^1].Name), out var next) && await rules.FindAsync(there, next, ct) is { } further)
        {
            if (way.Contains((there, next))) throw new RemoteFailureException(RemoteFault.Forbidden, $"the pull through cache rules lead in a circle: {Told(way)} from {there.Account}/{there.Region}/{next}", null);
            if (way.Count > MostHops) throw new RemoteFailureException(RemoteFault.Forbidden, $"the pull through cache rules lead through more than {MostHops} caches: {Told(way)}", null);
            way.Add((there, next));
            rule = further;
        }

        return way.Count - 1;
    }

    private static string Told(List<(RegistryScope Registry, RepositoryName Name)> way) => string.Join(" from ", way.Select(stop => $"{stop.Registry.Account}/{stop.Registry.Region}/{stop.Name}"));
}

/// <summary>What the registries of this server hold.</summary>
internal sealed class LocalContent(IRepositoryStore repositories, IImageStore stored, PullImage images, PullLayer layers, PushLayer push, IEncryptionKeys keys)
{
    public IRepositoryStore Repositories => repositories;

    public IImageStore Stored => stored;

    public PullImage Images => images;

    public PullLayer Layers => layers;

    public PushLayer Push => push;

    public IEncryptionKeys Keys => keys;
}
