using Slipway.Registry;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Referrers;

/// <param name="ArtifactTypes">Any of these; none or an empty list means all.</param>
/// <param name="ArtifactStatus">Active ones when it is not given.</param>
internal sealed record ListImageReferrersFilter([Items(0, 5), Length(1, 255)] IReadOnlyList<string>? ArtifactTypes, ArtifactStatusFilter? ArtifactStatus)
{
    /// <summary>For page tokens.</summary>
    public string Text => $"{ArtifactStatus} {string.Join('\n', ArtifactTypes ?? [])}";
}

internal enum ArtifactStatusFilter
{
    Active,
    Archived,
    Activating,
    Any,
}

/// <summary>A referrer's descriptor (API_ImageReferrer).</summary>
/// <param name="Size">Bytes of its manifest.</param>
internal sealed record ImageReferrer(
    string Digest,
    string MediaType,
    string? ArtifactType,
    long Size,
    IReadOnlyDictionary<string, string>? Annotations,
    ImageStatus ArtifactStatus)
{
    public static ImageReferrer Of(Referrer referrer) => new(
        referrer.Digest.ToString(),
        referrer.MediaType,
        referrer.ArtifactType,
        referrer.Size,
        referrer.Annotations.Count == 0 ? null : referrer.Annotations,
        referrer.Status);
}
