using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Organizations;

namespace Slipway.Organizations.Policies;

/// <summary>A policy without its document (API_PolicySummary).</summary>
internal sealed record PolicySummaryShape(string Id, string Arn, string Name, string Description, PolicyType Type, bool AwsManaged)
{
    public static PolicySummaryShape Of(ServiceControlPolicy policy, Organization organization) => new(
        policy.Id, organization.PolicyArn(policy), policy.Name, policy.Description, PolicyType.ServiceControlPolicy, policy.IsAwsManaged);
}

/// <summary>A policy with its document (API_Policy).</summary>
internal sealed record PolicyShape(PolicySummaryShape PolicySummary, string Content)
{
    /// <summary>Characters of a service control policy's document.</summary>
    private const int LongestContent = 5120;

    public static PolicyShape Of(ServiceControlPolicy policy, Organization organization) => new(PolicySummaryShape.Of(policy, organization), policy.Content);

    /// <exception cref="Wire.AwsError">The document is too large, or no service control policy.</exception>
    public static void Check(string content)
    {
        if (content.Length > LongestContent) throw OrganizationsErrors.PolicyTooLarge();
        if (!Policy.TryParse(content, PolicyGrammar.ServiceControl, out _, out _)) throw OrganizationsErrors.MalformedPolicy();
    }
}
