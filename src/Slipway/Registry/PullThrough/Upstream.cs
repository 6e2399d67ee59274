using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>Where the images of a repository come from.</summary>
/// <param name="Name">Of the repository there.</param>
internal sealed record Upstream(PullThroughRule Rule, IRegistrySource Registry, string Name);

/// <summary>Opens the upstreams of rules: registries of this server as they are, others with the credentials of their secrets.</summary>
internal sealed class Upstreams(LocalUpstreams locals, IRemoteRegistries remotes, IUpstreamCredentials credentials, FetchTrail trail)
{
    /// <exception cref="RemoteFailureException">The credentials cannot be had, or the rules lead in a circle.</exception>
    public async ValueTask<Upstream> OpenAsync(RegistryScope registry, PullThroughRule rule, RepositoryName name, CancellationToken ct)
    {
        if (Refusal() is { } circle) throw circle;
        return new(
            rule,
            locals.Find(rule) is { } there
                ? await locals.OpenAsync(there, registry, rule, name, ct)
                : remotes.Open(new(rule.Endpoint, await credentials.FindAsync(registry, rule, ct))),
            rule.UpstreamNameOf(name) ?? throw new InvalidOperationException($"The rule of {rule.Prefix} is not for {name}."));
    }

    /// <summary>Why no upstream is to be asked for the request at hand; null when one may be.</summary>
    public RemoteFailureException? Refusal() => trail.Refusal() is { } why ? new(RemoteFault.Forbidden, why, null) : null;
}
