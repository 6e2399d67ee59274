namespace Slipway.Iam;

/// <summary>The policies that AWS itself maintains, by ARN.</summary>
internal static class ManagedPolicies
{
    /// <summary>Allows every action on every resource of the account.</summary>
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
}
