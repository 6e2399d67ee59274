using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Images;

/// <summary>The image that a request about a single one names.</summary>
internal static class NamedImage
{
    /// <exception cref="AwsError">InvalidParameterException for an id that can name nothing, ImageNotFoundException.</exception>
    public static async ValueTask<Image> RequireAsync(this IImageStore images, Repository repository, ImageIdentifier id, CancellationToken ct)
    {
        var selection = id.Select();
        if (selection.Failure is { FailureCode: not ImageFailureCode.ImageNotFound } failure) throw EcrErrors.InvalidParameter("imageId", failure.FailureReason);
        var image = selection.Failure is null ? await images.FindAsync(repository.Id, selection.Reference, ct) : null;
        return image is not null && (selection.Digest is not { } stated || stated == image.Digest)
            ? image
            : throw EcrErrors.ImageNotFound(repository, id.ImageDigest, id.ImageTag);
    }

    /// <summary>As answers name it: the tag only when it was asked by.</summary>
    public static ImageIdentifier Shown(Image image, ImageIdentifier asked) => new(image.Digest.ToString(), asked.ImageTag);
}
