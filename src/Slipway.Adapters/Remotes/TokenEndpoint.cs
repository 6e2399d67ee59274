using System.Net.Http.Headers;
using System.Text.Json;
using Slipway.Registry.Remotes;

namespace Slipway.Adapters.Remotes;

/// <summary>Fetches tokens from where registries say that they are to be had ("Token Authentication Specification" of the distribution project).</summary>
internal sealed class TokenEndpoint(RemoteSender sender, TimeProvider clock)
{
    private const int MaxAnswer = 256 * 1024;

    // What the specification says a token lasts when its answer does not.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    // A token is not used in its last seconds, and never kept for longer than this.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromHours(12);

    /// <param name="credentials">null for a token that everybody gets.</param>
    public async ValueTask<RemoteToken> FetchAsync(Challenge challenge, string scope, AuthenticationHeaderValue? credentials, CancellationToken ct)
    {
        var realm = challenge.Realm!;
        // To be let in at all needs no scope.
        var wanted = challenge.Scope ?? scope;
        string[] query =
        [
            .. realm.Query.Length > 1 ? [realm.Query[1..]] : Array.Empty<string>(),
            .. challenge.Service is { } service ? [$"service={Uri.EscapeDataString(service)}"] : Array.Empty<string>(),
            .. wanted.Length > 0 ? [$"scope={Uri.EscapeDataString(wanted)}"] : Array.Empty<string>(),
        ];
        var url = new UriBuilder(realm) { Query = string.Join('&', query) }.Uri;
        var (answer, from) = await sender.SendAsync(new(HttpMethod.Get, url), credentials, ct);
        using (answer)
        {
            if (!answer.IsSuccessStatusCode) throw sender.FaultOf(answer, from);
            var body = await RemoteContent.ReadAsync(answer, from, MaxAnswer, sender.Patience, ct);
            return Read(body, from);
        }
    }

    private RemoteToken Read(byte[] body, Uri from)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 8 });
            var root = json.RootElement;
            var text = Text(root, "token") ?? Text(root, "access_token");
            // It goes into a header: what cannot be one is none.
            if (text is not { Length: > 0 } || text.AsSpan().ContainsAnyExceptInRange('!', '~')) throw RemoteFaults.Invalid(from, "gives no token");
            var lasts = root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind is JsonValueKind.Number && seconds.TryGetInt64(out var count) && count > 0
                ? TimeSpan.FromSeconds(Math.Min(count, (long)Longest.TotalSeconds))
                : Usual;
            return new(new("Bearer", text), clock.GetUtcNow() + lasts - (lasts > Margin * 2 ? Margin : lasts / 2));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw RemoteFaults.Invalid(from, "gives no token");
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}

/// <param name="GoodUntil">Not to be used from then on.</param>
internal sealed record RemoteToken(AuthenticationHeaderValue Header, DateTimeOffset GoodUntil)
{
    /// <summary>Never the token: records are printed.</summary>
    public override string ToString() => "A token";
}
