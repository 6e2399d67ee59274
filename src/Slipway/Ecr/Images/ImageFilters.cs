using Slipway.Registry;

namespace Slipway.Ecr.Images;

/// <summary>Which images are listed (API_ListImagesFilter).</summary>
internal sealed record ListImagesFilter(TagStatus? TagStatus, ImageStatusFilter? ImageStatus);

/// <summary>Which images are described (API_DescribeImagesFilter).</summary>
internal sealed record DescribeImagesFilter(TagStatus? TagStatus, ImageStatusFilter? ImageStatus);

/// <summary>Active ones unless something else is asked for.</summary>
internal enum ImageStatusFilter
{
    Active,
    Archived,
    Activating,
    Any,
}

internal static class ImageStatusFilters
{
    /// <returns>null for any.</returns>
    public static ImageStatus? ToStatus(this ImageStatusFilter filter) => filter switch
    {
        ImageStatusFilter.Active => ImageStatus.Active,
        ImageStatusFilter.Archived => ImageStatus.Archived,
        ImageStatusFilter.Activating => ImageStatus.Activating,
        _ => null,
    };
}
