using System.Text.RegularExpressions;
using Slipway.Registry;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

/// <summary>An image by its digest, its tag, or both (API_ImageIdentifier).</summary>
internal sealed partial record ImageIdentifier(string? ImageDigest, [Length(1, 300)] string? ImageTag)
{
    public static ImageIdentifier Of(Digest digest, ImageTag? tag) => new(digest.ToString(), tag?.ToString());

    /// <summary>The tags that a request touches, each once, with a null when it also names an image by its digest alone.</summary>
    public static string?[] TagsOf(IReadOnlyList<ImageIdentifier> ids) => [.. ids.Select(id => id.ImageTag).Distinct()];

    /// <summary>What it names; or, where it can name nothing, why.</summary>
    public ImageSelection Select()
    {
        if (ImageDigest is null && ImageTag is null)
            return new(Fail(ImageFailureCode.MissingDigestAndTag, "Invalid request parameters: both tag and digest cannot be null"));
        if (ImageDigest is not null && !DigestGrammar().IsMatch(ImageDigest))
            return new(Fail(ImageFailureCode.InvalidImageDigest, $"Invalid request parameters: image digest should satisfy the regex '{EcrApi.DigestPattern}'"));
        ImageTag tag = default;
        if (ImageTag is not null && !Registry.ImageTag.TryParse(ImageTag, out tag))
            return new(Fail(ImageFailureCode.InvalidImageTag, $"Invalid request parameters: image tag should satisfy the regex '{Registry.ImageTag.Pattern}'"));
        Digest digest = default;
        // ECR's grammar for digests is wider than the algorithms there are: such a one names no image.
        if (ImageDigest is not null && !Digest.TryParse(ImageDigest, out digest)) return new(NotFound());
        return new(ImageDigest is null ? null : digest, ImageTag is null ? null : tag);
    }

    public ImageFailure NotFound() => Fail(ImageFailureCode.ImageNotFound, "Requested image not found");

    public ImageFailure Mismatch() => Fail(
        ImageFailureCode.ImageTagDoesNotMatchDigest, "Invalid request parameters: given tag does not map to the given digest");

    public ImageFailure Shut(KeyUnavailableException fault) => Fail(ImageFailureCode.KmsError, fault.Message);

    public ImageFailure Upstream(RemoteFailureException failure) => failure.Fault switch
    {
        RemoteFault.AccessDenied or RemoteFault.Refused or RemoteFault.NoCredentials => Fail(ImageFailureCode.UpstreamAccessDenied, $"The upstream registry denied access: {failure.Message}"),
        RemoteFault.TooManyRequests => Fail(ImageFailureCode.UpstreamTooManyRequests, $"The upstream registry has had too many requests: {failure.Message}"),
        _ => Fail(ImageFailureCode.UpstreamUnavailable, $"The upstream registry is not available: {failure.Message}"),
    };

    public ImageFailure Referenced(IEnumerable<Digest> parents) => Fail(
        ImageFailureCode.ImageReferencedByManifestList, $"Requested image referenced by manifest list: [{string.Join(", ", parents)}]");

    private ImageFailure Fail(ImageFailureCode code, string reason) => new(this, code, reason);

    [GeneratedRegex(@"\A(?:" + EcrApi.DigestPattern + @")\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestGrammar();
}

/// <summary>A digest, a tag or both, well-formed; or else the failure.</summary>
internal readonly record struct ImageSelection(Digest? Digest, ImageTag? Tag, ImageFailure? Failure)
{
    public ImageSelection(Digest? digest, ImageTag? tag)
        : this(digest, tag, null)
    {
    }

    public ImageSelection(ImageFailure failure)
        : this(null, null, failure)
    {
    }

    /// <summary>The tag where there is one: a digest that came with it is then held against it.</summary>
    public Reference Reference => Tag is { } tag ? Reference.To(tag) : Reference.To(Digest!.Value);
}
