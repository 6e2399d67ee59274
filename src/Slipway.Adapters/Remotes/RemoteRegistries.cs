using System.Collections.Concurrent;
using Slipway.Adapters.Http;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <inheritdoc cref="IRemoteRegistries"/>
internal sealed class RemoteRegistries : IRemoteRegistries, IDisposable
{
    // Past so many endpoints, which each have credentials of their own, everything that is known of them is learned anew.
    private const int MostSessions = 1000;

    private readonly HttpMessageInvoker http;
    private readonly RemoteSender sender;
    private readonly TokenEndpoint tokens;
    private readonly TimeProvider clock;
    private readonly AllowedHosts allowed;
    private readonly FetchTrail trail;
    private readonly ConcurrentDictionary<RemoteEndpoint, RemoteSession> sessions = new();

    public RemoteRegistries(CheckedConnections connections, AllowedHosts allowed, RemoteLimits limits, FetchTrail trail, TimeProvider clock)
    {
        (this.clock, this.allowed, this.trail) = (clock, allowed, trail);
        http = new(new SocketsHttpHandler
        {
            // Each hop is looked at, and credentials do not go along.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = limits.Patience,
            ConnectCallback = connections.ConnectAsync,
            MaxConnectionsPerServer = 64,
            MaxResponseDrainSize = 64 * 1024,
            // Names move to other addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        sender = new(http, allowed, limits, clock);
        tokens = new(sender, clock);
    }

    public IRemoteRegistry Open(RemoteEndpoint endpoint)
    {
        if (sessions.Count >= MostSessions) sessions.Clear();
        var session = sessions.GetOrAdd(endpoint, added => new(added, tokens, clock));
        return new RemoteRegistry(new(session, sender), trail);
    }

    public bool MayAsk(Uri url) => url.Scheme != Uri.UriSchemeHttp || allowed.Contains(url.Host);

    public void Dispose() => http.Dispose();
}
