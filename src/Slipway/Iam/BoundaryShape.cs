using Slipway.Wire.Shapes;

namespace Slipway.Iam;

/// <summary>The permissions boundary of a user or role (API_AttachedPermissionsBoundary).</summary>
internal sealed record BoundaryShape(BoundaryType PermissionsBoundaryType, string PermissionsBoundaryArn)
{
    public static BoundaryShape? OrNull(string? arn) => arn is null ? null : new(BoundaryType.Policy, arn);
}

internal enum BoundaryType
{
    [Wire("PermissionsBoundaryPolicy")]
    Policy,
}
