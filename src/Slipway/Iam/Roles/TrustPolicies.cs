using Slipway.Iam.PolicyEngine;
using Slipway.Identity;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Wire;

namespace Slipway.Iam.Roles;

/// <summary>Trust policies on their way in, checked and bound to whom they name, and out again.</summary>
internal sealed class TrustPolicies(PrincipalBinding binding)
{
    /// <exception cref="AwsError">MalformedPolicyDocument, also for a user or role that is not there; LimitExceeded.</exception>
    public async ValueTask<BoundPolicy> ReadAsync(string document, CancellationToken ct)
    {
        if (!Policy.TryParse(document, PolicyGrammar.Trust, out _, out var fault)) throw IamErrors.MalformedPolicyDocument(fault);
        if (PolicyDocumentText.SizeOf(document) > IamQuotas.TrustPolicySize) throw IamErrors.TrustPolicyTooLarge();
        var outcome = await binding.BindAsync(document, ct);
        return outcome.Policy ?? throw IamErrors.UnknownPrincipal(outcome.Unknown!);
    }

    /// <summary>The member <c>AssumeRolePolicyDocument</c> of an answer.</summary>
    public async ValueTask<string> ShowAsync(Role role, CancellationToken ct) => PolicyDocumentText.Encode(await binding.ShowAsync(role.TrustPolicy, ct));
}
