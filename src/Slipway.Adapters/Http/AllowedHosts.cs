namespace Slipway.Adapters.Http;

/// <summary>Hosts that may be asked although their addresses are this machine's own; the operator's setting <c>SLIPWAY_ALLOWED_HOSTS</c>.</summary>
/// <param name="Names">Host names or addresses, as URLs write them, without ports.</param>
internal sealed record AllowedHosts(IReadOnlyList<string> Names)
{
    public bool Contains(string host) => Names.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);
}
