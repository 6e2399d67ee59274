using System.Collections.Concurrent;
using Slipway.Registry.Remotes;
using Slipway.Registry.Replication;
using Slipway.Wire.SigV4;

namespace Slipway.Adapters.Aws;

/// <summary>Tokens of other servers, remembered until they expire. Endpoints are put by callers, who may put any number one after the other.</summary>
internal sealed class RemoteLogins(TimeProvider clock)
{
    // With one more those that have expired go, and when that is not enough all do: they are had again by asking.
    public const int Most = 1000;

    private readonly ConcurrentDictionary<ReplicationEndpoint, RemoteLogin> known = [];

    public int Count => known.Count;

    /// <returns>null when none is known that is still good.</returns>
    public RemoteLogin? Find(ReplicationEndpoint endpoint)
    {
        if (!known.TryGetValue(endpoint, out var login)) return null;
        if (login.Until > clock.GetUtcNow()) return login;
        known.TryRemove(new(endpoint, login));
        return null;
    }

    public void Keep(ReplicationEndpoint endpoint, RemoteLogin login)
    {
        if (known.Count >= Most) MakeRoom();
        known[endpoint] = login;
    }

    public void Forget(ReplicationEndpoint endpoint) => known.TryRemove(endpoint, out _);

    private void MakeRoom()
    {
        var now = clock.GetUtcNow();
        foreach (var login in known.Where(login => login.Value.Until <= now)) known.TryRemove(login);
        if (known.Count >= Most) known.Clear();
    }
}

/// <param name="Registry">Where the other server's registry is, and the password for it.</param>
internal sealed record RemoteLogin(OutgoingKey Key, RemoteEndpoint Registry, DateTimeOffset Until)
{
    // A record prints its members; secrets must not be among them.
    public override string ToString() => $"Login until {Until:O}";
}
