namespace Slipway.Identity;

/// <summary>What still belongs to an identity that is to be deleted, and must go first.</summary>
internal enum DeletionObstacle
{
    None,
    LoginProfile,
    AccessKeys,
    MfaDevices,
    InlinePolicies,
    AttachedPolicies,

    /// <summary>Users in a group; groups of a user.</summary>
    Memberships,

    /// <summary>Instance profiles that hold a role.</summary>
    InstanceProfiles,
}
