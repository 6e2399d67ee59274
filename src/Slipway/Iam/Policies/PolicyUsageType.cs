using Slipway.Wire.Shapes;

namespace Slipway.Iam.Policies;

/// <summary>What a managed policy is used as.</summary>
internal enum PolicyUsageType
{
    [Wire("PermissionsPolicy")]
    PermissionsPolicy,

    [Wire("PermissionsBoundary")]
    PermissionsBoundary,
}
