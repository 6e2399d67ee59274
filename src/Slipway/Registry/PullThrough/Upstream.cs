using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>Where the images of a repository come from.</summary>
/// <param name="Name">Of the repository there.</param>
internal sealed record Upstream(PullThroughRule Rule, IRemoteRegistry Registry, string Name);

/// <summary>Opens the upstreams of rules, with the credentials of their secrets.</summary>
internal sealed class Upstreams(IRemoteRegistries remotes, IUpstreamCredentials credentials)
{
    /// <exception cref="RemoteFailureException">The credentials cannot be had.</exception>
    public async ValueTask<Upstream> OpenAsync(RegistryScope registry, PullThroughRule rule, RepositoryName name, CancellationToken ct) => new(
        rule,
        remotes.Open(new(rule.Endpoint, await credentials.FindAsync(registry, rule, ct))),
        rule.UpstreamNameOf(name) ?? throw new InvalidOperationException($"The rule of {rule.Prefix} is not for {name}."));
}
