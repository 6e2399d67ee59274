namespace Slipway.Iam.PolicyEngine;

/// <summary>One action on one resource, and everything that conditions may ask.</summary>
/// <param name="Action">For example <c>ecr:PutImage</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for actions without resource support.</param>
/// <param name="ResourceAccount">The account that owns the resource; the principal's own where the ARN names none.</param>
internal sealed record AuthorizationRequest(string Action, string Resource, string ResourceAccount, IConditionKeys Keys)
{
    /// <summary>Policies on the resource; for a role that is to be assumed, its trust policy.</summary>
    public IReadOnlyList<PolicySource> ResourcePolicies { get; init; } = [];

    /// <summary>The resource policies are trust policies: one must allow, even within an account.</summary>
    public bool IsTrust { get; init; }
}

/// <summary>The values of condition keys and of variables.</summary>
internal interface IConditionKeys
{
    /// <param name="key">Lower case, with the part behind a slash (a tag's key) in lower case too.</param>
    /// <returns>null when the request has no such key; several values for keys such as <c>aws:TagKeys</c>.</returns>
    IReadOnlyList<string>? Find(string key);
}
