namespace Slipway.Ecr.Images;

/// <summary>Why one image of a batch was passed over (API_ImageFailure). The others of the batch are answered.</summary>
internal sealed record ImageFailure(ImageIdentifier ImageId, ImageFailureCode FailureCode, string FailureReason);

internal enum ImageFailureCode
{
    [Wire.Shapes.Wire("InvalidImageDigest")]
    InvalidImageDigest,

    [Wire.Shapes.Wire("InvalidImageTag")]
    InvalidImageTag,

    [Wire.Shapes.Wire("ImageTagDoesNotMatchDigest")]
    ImageTagDoesNotMatchDigest,

    [Wire.Shapes.Wire("ImageNotFound")]
    ImageNotFound,

    [Wire.Shapes.Wire("MissingDigestAndTag")]
    MissingDigestAndTag,

    [Wire.Shapes.Wire("ImageReferencedByManifestList")]
    ImageReferencedByManifestList,

    [Wire.Shapes.Wire("KmsError")]
    KmsError,

    [Wire.Shapes.Wire("UpstreamAccessDenied")]
    UpstreamAccessDenied,

    [Wire.Shapes.Wire("UpstreamTooManyRequests")]
    UpstreamTooManyRequests,

    [Wire.Shapes.Wire("UpstreamUnavailable")]
    UpstreamUnavailable,
}
