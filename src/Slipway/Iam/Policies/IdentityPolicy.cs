using Slipway.Iam.PolicyEngine;
using Slipway.Identity;
using Slipway.Wire;

namespace Slipway.Iam.Policies;

/// <summary>What is demanded of the document of a policy for users, groups and roles.</summary>
internal static class IdentityPolicy
{
    /// <exception cref="AwsError">MalformedPolicyDocument.</exception>
    public static void Check(string document) => Check(document, PolicyGrammar.Identity);

    /// <summary>The same of a managed policy, which must state its version and is limited by itself.</summary>
    /// <exception cref="AwsError">MalformedPolicyDocument or LimitExceeded.</exception>
    public static void CheckManaged(string document)
    {
        Check(document, PolicyGrammar.Managed);
        if (PolicyDocumentText.SizeOf(document) > IamQuotas.PolicySize) throw IamErrors.QuotaExceeded(nameof(IamQuotas.PolicySize), IamQuotas.PolicySize);
    }

    private static void Check(string document, PolicyGrammar grammar)
    {
        if (!Policy.TryParse(document, grammar, out _, out var fault)) throw IamErrors.MalformedPolicyDocument(fault);
    }
}
