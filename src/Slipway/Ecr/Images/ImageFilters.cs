using Slipway.Registry;

namespace Slipway.Ecr.Images;

/// <summary>Which images are listed (API_ListImagesFilter).</summary>
internal sealed record ListImagesFilter(TagStatus? TagStatus, ImageStatusFilter? ImageStatus);

/// <summary>Which images are described (API_DescribeImagesFilter).</summary>
internal sealed record DescribeImagesFilter(TagStatus? TagStatus, ImageStatusFilter? ImageStatus);

/// <summary>Every image is active here: archiving is not implemented, so the other two list nothing.</summary>
internal enum ImageStatusFilter
{
    Active,
    Archived,
    Activating,
    Any,
}
