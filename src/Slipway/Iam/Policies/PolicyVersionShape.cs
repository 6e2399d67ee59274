using Slipway.Identity.Policies;
using Slipway.Kernel;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

/// <summary>A version of a managed policy as clients see it (API_PolicyVersion).</summary>
internal sealed record PolicyVersionShape(string? Document, string VersionId, bool IsDefaultVersion, DateTimeOffset CreateDate)
{
    /// <summary>Of every member <c>VersionId</c>.</summary>
    public const string IdPattern = @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";

    public static PolicyVersionShape Of(PolicyVersion version) => Listed(version) with { Document = PolicyDocumentText.Encode(version.Document) };

    /// <summary>AWS's policies have one version each here: the one in force.</summary>
    public static PolicyVersionShape Of(AwsManagedPolicy policy) => Listed(policy) with { Document = PolicyDocumentText.Encode(policy.Document) };

    /// <summary>Where a version is made or listed its document is left out.</summary>
    public static PolicyVersionShape Listed(PolicyVersion version) =>
        new(Document: null, version.Id, version.IsDefault, version.CreatedAt.ToSeconds());

    /// <inheritdoc cref="Listed(PolicyVersion)"/>
    public static PolicyVersionShape Listed(AwsManagedPolicy policy) => new(Document: null, policy.Version, IsDefaultVersion: true, policy.UpdatedAt);
}
