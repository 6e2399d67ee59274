using System.Text.Json;

namespace Slipway.Identity.WebIdentity;

/// <summary>The keys that a provider publishes (JWK Set, RFC 7517).</summary>
internal sealed record WebKeySet(IReadOnlyList<WebKey> Keys)
{
    private const int MostKeys = 100;

    // A token that names no key is tried with these many.
    private const int MostTries = 8;

    /// <returns>null for what is no key set, or has no key that we can use.</returns>
    public static WebKeySet? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 16 });
            if (document.RootElement.ValueKind is not JsonValueKind.Object) return null;
            if (!document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind is not JsonValueKind.Array) return null;
            // Keys of kinds that we do not know are not ours to judge.
            List<WebKey> known = [.. keys.EnumerateArray().Take(MostKeys).Select(WebKey.Read).OfType<WebKey>()];
            return known.Count > 0 ? new(known) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it has a key that the token could have been signed with.</summary>
    public bool Knows(JsonWebToken token) => token.KeyId is null || Keys.Any(key => key.Id == token.KeyId);

    public bool Verifies(JsonWebToken token) =>
        Keys.Where(key => token.KeyId is null || key.Id == token.KeyId).Take(MostTries).Any(key => key.Verifies(token));
}
