namespace Slipway.Registry;

/// <summary>
/// The condition key for the tag that a request touches, ours beside AWS's: with it a policy says who may push
/// <c>release-*</c>. One value at a time; absent where a request names an image by its digest alone.
/// </summary>
public static class ImageTagKey
{
    public const string Name = "slipway:ImageTag";
}
