using System.Text;
using Slipway.Registry;

namespace Slipway.Ecr.Images;

/// <summary>An image with its manifest (API_Image).</summary>
internal sealed record ImageShape(
    string RegistryId,
    RepositoryName RepositoryName,
    ImageIdentifier ImageId,
    string ImageManifest,
    string ImageManifestMediaType)
{
    /// <param name="tag">The one that was asked for or pushed; an image may have others.</param>
    public static ImageShape Of(Repository repository, StoredManifest manifest, ImageTag? tag) => new(
        repository.Registry.Account,
        repository.Name,
        ImageIdentifier.Of(manifest.Digest, tag),
        Encoding.UTF8.GetString(manifest.Content.Span),
        manifest.MediaType);
}
