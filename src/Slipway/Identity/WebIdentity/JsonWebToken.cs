using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Slipway.Identity.WebIdentity;

/// <summary>
/// A signed JSON Web Token in compact form (RFC 7515, 7519), taken apart. Nothing in it is true before its signature has
/// been checked.
/// </summary>
/// <param name="Algorithm">As the header names it; whether it is one to accept, <see cref="WebKey"/> knows.</param>
/// <param name="KeyId">null when the header names none.</param>
/// <param name="SignedPart">The bytes that the signature is over.</param>
internal sealed record JsonWebToken(string Algorithm, string? KeyId, JsonElement Claims, byte[] SignedPart, byte[] Signature)
{
    /// <summary>Characters; that of STS's model.</summary>
    public const int MaxLength = 20_000;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonWebToken? token)
    {
        token = null;
        if (text.Length > MaxLength) return false;
        var parts = text.Split('.');
        if (parts.Length != 3 || !parts.All(IsBase64Url)) return false;
        if (ReadObject(parts[0]) is not { } header || ReadObject(parts[1]) is not { } claims) return false;
        // What a critical extension means we do not know, so we may not ignore it.
        if (header.TryGetProperty("crit", out _) || TextOf(header, "alg") is not { } algorithm) return false;
        if (header.TryGetProperty("kid", out var kid) && kid.ValueKind is not JsonValueKind.String) return false;
        token = new(
            algorithm, TextOf(header, "kid"), claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        return true;
    }

    /// <returns>null for a claim that is missing or no text.</returns>
    public string? Text(string claim) => TextOf(Claims, claim);

    /// <summary>A moment in seconds since 1970 (NumericDate).</summary>
    /// <returns>null for a claim that is missing or no number.</returns>
    public double? Seconds(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) ? seconds : null;

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<string> Texts(string claim) => Claims.TryGetProperty(claim, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        }
        : [];

    // A record prints its members; a token must not be among them.
    public override string ToString() => $"Token of {Text("iss")}";

    // Stricter than the library, which allows padding and white space.
    private static bool IsBase64Url(string part) => part.Length > 0 && part.Length % 4 != 1 && !part.AsSpan().ContainsAnyExcept(Letters);

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? ReadObject(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object && IsUnicode(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Half a surrogate pair, or bytes that are no UTF-8, would throw when read as text.</summary>
    private static bool IsUnicode(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsUnicode(member.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsUnicode),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
