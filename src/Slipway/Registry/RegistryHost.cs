namespace Slipway.Registry;

/// <summary>Which host names which registry, both ways (the contract is in the design's table, "registry host").</summary>
/// <param name="home">The registry of the default account and region.</param>
/// <param name="domain"><c>SLIPWAY_REGISTRY_DOMAIN</c>, host and optional port; null when unset.</param>
/// <param name="listening">Scheme and port that the server listens on; asked late, because port 0 is known only then.</param>
public sealed class RegistryHost(RegistryScope home, string? domain, Func<(string Scheme, int Port)> listening)
{
    private const string Infix = ".dkr.ecr.";

    public RegistryScope Home => home;

    /// <summary>The host that clients of the home registry log in to.</summary>
    public string HomeHost => HostOf(home);

    /// <summary>Host and port as <c>repositoryUri</c> begins.</summary>
    public string HostOf(RegistryScope registry)
    {
        if (domain is not null) return $"{registry.Account}{Infix}{registry.Region}.{domain}";
        var local = $"localhost:{listening().Port}";
        return registry == home ? local : $"{registry.Account}{Infix}{registry.Region}.{local}";
    }

    /// <summary>What <c>repositoryUri</c> says.</summary>
    public string UriOf(Repository repository) => $"{HostOf(repository.Registry)}/{repository.Name}";

    /// <summary>What <c>proxyEndpoint</c> says: a domain of one's own stands behind TLS, the bare port speaks what it listens for.</summary>
    public string EndpointOf(RegistryScope registry) => $"{(domain is not null ? "https" : listening().Scheme)}://{HostOf(registry)}";

    /// <summary>The registry that a request's <c>Host</c> header means; every host of another form means the home registry.</summary>
    public RegistryScope ScopeOf(string? host) => host is not null && TryRead(host, out var registry, out _) ? registry : home;

    /// <summary>The registry of this server that an address names, by the host that clients log in to.</summary>
    /// <returns>null for every other address, also for one with a path.</returns>
    public RegistryScope? OwnOf(Uri address)
    {
        if (address.AbsolutePath != "/") return null;
        // The port that goes without saying is not in an authority.
        var withPort = $"{address.Host}:{address.Port}";
        if (domain is null && withPort.Equals(HomeHost, StringComparison.OrdinalIgnoreCase)) return home;
        return Named(address.Authority) ?? Named(withPort);

        RegistryScope? Named(string host) =>
            TryRead(host, out var registry, out var rest) && rest.Equals(domain ?? $"localhost:{listening().Port}", StringComparison.OrdinalIgnoreCase) ? registry : null;
    }

    /// <summary>The registry that an address names as AWS does: a client that is configured for AWS means this server's by it.</summary>
    /// <returns>null for every other address.</returns>
    public static RegistryScope? AsOnAws(Uri address) =>
        address is { AbsolutePath: "/", IsDefaultPort: true } && TryRead(address.Host, out var registry, out var rest) && rest is "amazonaws.com" or "amazonaws.com.cn" ? registry : null;

    private static bool TryRead(string host, out RegistryScope registry, out string rest)
    {
        (registry, rest) = (default, "");
        if (host.Length < 12 + Infix.Length || host.AsSpan(0, 12).ContainsAnyExceptInRange('0', '9')) return false;
        if (!host.AsSpan(12).StartsWith(Infix, StringComparison.OrdinalIgnoreCase)) return false;
        var region = host[(12 + Infix.Length)..];
        var dot = region.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0) return false;
        (registry, rest) = (new(host[..12], region[..dot].ToLowerInvariant()), region[(dot + 1)..]);
        return true;
    }
}
