using Slipway.Registry.Images;
using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.PullThrough;

/// <summary>The upstreams that are registries of this server, of another account or region: they are read without a request to oneself.</summary>
public sealed class LocalUpstreams(RegistryHost hosts, IUpstreamPermissions permissions, IRepositoryStore repositories, PullImage images, PullLayer layers, PushLayer push, IEncryptionKeys keys)
{
    /// <returns>null for an upstream elsewhere, such as every one that takes a secret.</returns>
    public RegistryScope? Find(PullThroughRule rule) => rule.CredentialArn is null ? Find(rule.Endpoint) : null;

    /// <inheritdoc cref="Find(PullThroughRule)"/>
    public RegistryScope? Find(Uri endpoint) => hosts.OwnOf(endpoint) ?? RegistryHost.AsOnAws(endpoint);

    /// <summary>Whether an address can mean nobody but this server.</summary>
    public bool IsOwn(Uri endpoint) => hosts.OwnOf(endpoint) is not null;

    internal IRegistrySource Open(RegistryScope upstream, RegistryScope cache, PullThroughRule rule) =>
        new LocalUpstream(upstream, cache, rule, permissions, repositories, images, layers, push, keys);
}
