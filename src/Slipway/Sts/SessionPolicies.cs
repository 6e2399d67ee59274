using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Identity.Sessions;
using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>Reads the policies that are passed for a session, which limit what it may do.</summary>
internal sealed class SessionPolicies(IGrantStore grants)
{
    private const int LongestPolicy = 2048;
    private const int MostArns = 10;

    /// <param name="session">The session so far; its issuer's account is whose managed policies may be passed, beside AWS's.</param>
    /// <param name="policy">null when none was passed.</param>
    /// <returns>The session, restricted where anything was passed.</returns>
    /// <exception cref="AwsError"/>
    public async ValueTask<Session> RestrictAsync(Session session, string? policy, IReadOnlyList<PolicyDescriptor>? descriptors, CancellationToken ct)
    {
        List<string> arns = [.. (descriptors ?? []).Select(descriptor => descriptor.Arn).OfType<string>()];
        if (policy is null && arns.Count == 0) return session;
        if (policy?.Length > LongestPolicy) throw StsErrors.PolicyTooLong(LongestPolicy);
        if (arns.Count > MostArns) throw StsErrors.TooManyPolicies(MostArns);
        if (policy is not null && !Policy.TryParse(policy, PolicyGrammar.Identity, out _, out var fault)) throw StsErrors.MalformedPolicy(fault);

        var account = SessionPrincipal.AccountOf(session);
        foreach (var text in arns)
        {
            if (!Arn.TryParse(text, out var arn)) throw StsErrors.InvalidArn(text);
            if (arn.Account != "aws" && arn.Account != account) throw StsErrors.NoSuchPolicy(text);
        }

        var found = await grants.FindPoliciesAsync(arns, ct);
        if (arns.FirstOrDefault(arn => !found.Any(granted => granted.Arn == arn)) is { } missing) throw StsErrors.NoSuchPolicy(missing);
        return session with { IsRestricted = true, Policies = policy is null ? [] : [policy], PolicyArns = arns };
    }
}
