namespace Slipway.Identity;

/// <summary>How many of what there may be ("IAM and AWS STS quotas" in IAM's user guide): the defaults of AWS.</summary>
internal static class IamQuotas
{
    public const int UsersPerAccount = 5000;

    public const int GroupsPerAccount = 300;

    public const int GroupsPerUser = 10;

    public const int RolesPerAccount = 1000;

    public const int InstanceProfilesPerAccount = 1000;

    /// <summary>Characters of a role's trust policy, without its white space.</summary>
    public const int TrustPolicySize = 2048;

    public const int AccessKeysPerUser = 2;

    /// <summary>Of customers' managed policies.</summary>
    public const int PoliciesPerAccount = 1500;

    public const int VersionsPerPolicy = 5;

    /// <summary>Told, and not enforced: <see cref="PoliciesPerAccount"/> and <see cref="VersionsPerPolicy"/> come first.</summary>
    public const int PolicyVersionsInUse = 10_000;

    /// <summary>Managed policies that are attached, AWS's among them.</summary>
    public const int PoliciesPerUser = 10;

    /// <inheritdoc cref="PoliciesPerUser"/>
    public const int PoliciesPerGroup = 10;

    /// <inheritdoc cref="PoliciesPerUser"/>
    public const int PoliciesPerRole = 20;

    /// <summary>Characters of one managed policy, without its white space.</summary>
    public const int PolicySize = 6144;

    /// <summary>Characters of all inline policies of one user, without their white space.</summary>
    public const int InlineSizePerUser = 2048;

    /// <summary>The same of one group.</summary>
    public const int InlineSizePerGroup = 5120;

    /// <summary>The same of one role.</summary>
    public const int InlineSizePerRole = 10240;

    /// <summary>On each thing that takes tags.</summary>
    public const int Tags = 50;
}
