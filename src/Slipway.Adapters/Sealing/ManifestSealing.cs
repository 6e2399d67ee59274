using System.Text;
using Slipway.Adapters.Sql;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Seals what the database holds of the content of manifests, where their repository has a KMS key: so it is lost with the
/// key. Each opens only as that of its repository and digest, in the recycle bin too. Those of the shared domain stay as
/// they came: the key that would open them lies beside the database. So do those of before, until they are pushed again.
/// </summary>
internal sealed class ManifestSealing(DomainKeys keys)
{
    // The number of layers comes first. No JSON begins with such a byte, so what is sealed is told from what is not.
    private const byte MostLayers = 2;

    /// <exception cref="KeyUnavailableException">The domain's key cannot be used.</exception>
    public ReadOnlyMemory<byte> Seal(SqlSession session, ManifestPlace place, ReadOnlyMemory<byte> content)
    {
        if (place.Domain == BlobName.Shared) return content;
        var key = keys.ManifestsIn(session, place.Domain);
        return (byte[])[key.Layers, .. key.Seal(content.Span, place.Bound("manifest"))];
    }

    /// <returns>null when it does not open.</returns>
    /// <exception cref="KeyUnavailableException">The domain's key cannot be used.</exception>
    public byte[]? Open(SqlSession session, ManifestPlace place, byte[] stored)
    {
        if (place.Domain == BlobName.Shared || stored is not [<= MostLayers, ..]) return stored;
        var key = keys.ManifestsIn(session, place.Domain);
        return stored[0] == key.Layers ? key.Open(stored.AsSpan(1), place.Bound("manifest")) : null;
    }

    /// <summary>The annotations of a referrer are kept beside its manifest.</summary>
    /// <inheritdoc cref="Seal"/>
    public string SealAnnotations(SqlSession session, ManifestPlace place, string json) => place.Domain == BlobName.Shared
        ? json
        : Convert.ToBase64String(keys.ManifestsIn(session, place.Domain).Seal(Encoding.UTF8.GetBytes(json), place.Bound("annotations")));

    /// <returns>null also where they cannot be read: what refers to an image can be listed without its key.</returns>
    public string? OpenAnnotations(SqlSession session, ManifestPlace place, string? stored)
    {
        if (stored is null || place.Domain == BlobName.Shared || stored.StartsWith('{')) return stored;
        try
        {
            var key = keys.ManifestsIn(session, place.Domain);
            return key.Open(Convert.FromBase64String(stored), place.Bound("annotations")) is { } json ? Encoding.UTF8.GetString(json) : null;
        }
        catch (KeyUnavailableException)
        {
            return null;
        }
    }
}

/// <summary>Where a manifest belongs.</summary>
/// <param name="Domain">Of its repository.</param>
internal readonly record struct ManifestPlace(long Domain, long RepositoryId, Digest Digest)
{
    public byte[] Bound(string what) => Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what}/{RepositoryId}/{Digest}"));
}
