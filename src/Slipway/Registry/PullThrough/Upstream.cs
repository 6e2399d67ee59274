using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>Where the images of a repository come from.</summary>
/// <param name="Name">Of the repository there.</param>
internal sealed record Upstream(PullThroughRule Rule, IRegistrySource Registry, string Name);

/// <summary>Opens the upstreams of rules: registries of this server as they are, others with the credentials of their secrets.</summary>
internal sealed class Upstreams(LocalUpstreams locals, IRemoteRegistries remotes, IUpstreamCredentials credentials)
{
    /// <exception cref="RemoteFailureException">The credentials cannot be had, or the rules of this server lead in a circle.</exception>
    public async ValueTask<Upstream> OpenAsync(RegistryScope registry, PullThroughRule rule, RepositoryName name, CancellationToken ct) => new(
        rule,
        locals.Find(rule) is { } there
            ? await locals.OpenAsync(there, registry, rule, name, ct)
            : remotes.Open(new(rule.Endpoint, await credentials.FindAsync(registry, rule, ct))),
        rule.UpstreamNameOf(name) ?? throw new InvalidOperationException($"The rule of {rule.Prefix} is not for {name}."));
}
