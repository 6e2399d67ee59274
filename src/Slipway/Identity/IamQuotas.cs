namespace Slipway.Identity;

/// <summary>How many of what there may be ("IAM and AWS STS quotas" in IAM's user guide): the defaults of AWS.</summary>
internal static class IamQuotas
{
    public const int UsersPerAccount = 5000;

    public const int GroupsPerAccount = 300;

    public const int GroupsPerUser = 10;

    public const int AccessKeysPerUser = 2;

    /// <summary>On each thing that takes tags.</summary>
    public const int Tags = 50;
}
