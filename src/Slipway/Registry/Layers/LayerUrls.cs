using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;

namespace Slipway.Registry.Layers;

/// <summary>
/// Addresses of blobs that work by themselves for a limited time: whoever has one may read that one blob of that one
/// repository. No repository can be named <c>-</c>, so they are out of the way of the data plane's own paths.
/// </summary>
public sealed class LayerUrls(DataKey key, TimeProvider clock)
{
    /// <summary>What every path begins with; repository id, digest and the query follow.</summary>
    public const string Prefix = "/v2/-/layers/";

    /// <summary>How long an address works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly byte[] signingKey = key.Derive("layer-url");

    /// <returns>Path and query.</returns>
    public string PathTo(LinkKey layer)
    {
        var expires = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{layer.RepositoryId}/{layer.Digest}?expires={expires}&signature={Base64Url.EncodeToString(Sign(layer, expires))}");
    }

    /// <param name="path">Unescaped, without the query.</param>
    /// <param name="expires">The two parameters as they came; null when absent.</param>
    /// <returns>false for anything that <see cref="PathTo"/> did not make, and once its time has run out.</returns>
    public bool TryRead(string path, string? expires, string? signature, [NotNullWhen(true)] out LinkKey? layer)
    {
        layer = null;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || signature is not { Length: 43 } || !Base64Url.IsValid(signature)) return false;
        var rest = path.AsSpan(Prefix.Length);
        var slash = rest.IndexOf('/');
        if (slash < 0
            || !long.TryParse(rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var repositoryId)
            || !Digest.TryParse(rest[(slash + 1)..].ToString(), out var digest)
            || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
            return false;
        var named = new LinkKey(repositoryId, digest);
        if (!CryptographicOperations.FixedTimeEquals(Sign(named, until), Base64Url.DecodeFromChars(signature))) return false;
        if (clock.GetUtcNow().ToUnixTimeSeconds() >= until) return false;
        layer = named;
        return true;
    }

    private byte[] Sign(LinkKey layer, long expires)
    {
        var message = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{layer.RepositoryId} {layer.Digest} {expires}"));
        return HMACSHA256.HashData(signingKey, message);
    }
}
