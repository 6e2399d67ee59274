using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>Reads what an upstream gives as a manifest.</summary>
internal static class UpstreamManifest
{
    /// <exception cref="RemoteFailureException">It is none that can be kept.</exception>
    public static (StoredManifest Manifest, ManifestDocument Document) Read(RemoteManifest fetched) =>
        ManifestDocument.TryParse(fetched.Content, fetched.MediaType, out var document, out var refusal)
            ? (new(fetched.Digest, document.MediaType, fetched.Content), document)
            : throw new RemoteFailureException(RemoteFault.Invalid, $"The upstream gives a manifest that cannot be kept: {refusal.Reason}", null);
}
