using System.Net.Http.Headers;
using System.Text;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>What is known of an endpoint and its credentials: how it wants to be shown them, and the tokens that it gave.</summary>
internal sealed class RemoteSession(RemoteEndpoint endpoint, TokenEndpoint tokens, TimeProvider clock)
{
    // One for each repository and purpose; past so many all are fetched anew.
    private const int MostTokens = 2000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, RemoteToken> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<RemoteToken>> fetching = new(StringComparer.Ordinal);
    private volatile bool wantsPassword;

    public Uri Url => endpoint.Url;

    private AuthenticationHeaderValue? Password => endpoint.Credentials is { } credentials
        ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.Password}")))
        : null;

    /// <summary>What is sent with a request; null while nothing is known to be wanted.</summary>
    public AuthenticationHeaderValue? Find(string scope)
    {
        if (wantsPassword) return Password;
        lock (gate) return known.TryGetValue(scope, out var token) && token.GoodUntil > clock.GetUtcNow() ? token.Header : null;
    }

    /// <summary>What to send after a request was answered with a challenge. Those who ask at one time share one token.</summary>
    /// <param name="refused">What was sent before.</param>
    /// <returns>null when there is nothing better to send.</returns>
    public async ValueTask<AuthenticationHeaderValue?> RenewAsync(Challenge challenge, string scope, AuthenticationHeaderValue? refused, CancellationToken ct)
    {
        if (challenge.Realm is null)
        {
            wantsPassword = Password is not null;
            return Password is null || Password.Equals(refused) ? null : Password;
        }

        wantsPassword = false;
        Task<RemoteToken>? fetch;
        lock (gate)
        {
            // Another was faster.
            if (known.TryGetValue(scope, out var present) && !present.Header.Equals(refused) && present.GoodUntil > clock.GetUtcNow()) return present.Header;
            if (!fetching.TryGetValue(scope, out fetch)) fetching[scope] = fetch = FetchAsync(challenge, scope);
        }

        return (await fetch.WaitAsync(ct)).Header;
    }

    // Not for one of those who wait alone: it ends in time by itself.
    private async Task<RemoteToken> FetchAsync(Challenge challenge, string scope)
    {
        await Task.Yield();
        RemoteToken? token = null;
        try
        {
            return token = await tokens.FetchAsync(challenge, scope, Password, CancellationToken.None);
        }
        finally
        {
            lock (gate)
            {
                fetching.Remove(scope);
                if (known.Count >= MostTokens) known.Clear();
                if (token is not null) known[scope] = token;
            }
        }
    }
}
