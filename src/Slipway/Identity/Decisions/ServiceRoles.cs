using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <inheritdoc/>
internal sealed class ServiceRoles(
    Entitlements entitlements, IAuthorizer authorizer, ResourceDirectory resources, CompiledResourcePolicies policies, TimeProvider clock)
    : IServiceRoles
{
    public async ValueTask<bool> MayAsync(string service, string roleArn, string action, string resource, string region, CancellationToken ct)
    {
        if (!Arn.TryParse(roleArn, out var arn) || await entitlements.OfArnAsync(arn, ct) is not { } role || role.Facts.RoleArn != roleArn) return false;
        var asService = new Caller(new(arn.Account, service, $"{arn.Account}/{service}", "") { Kind = PrincipalKind.Service }, region, "");
        var mayAssume = await authorizer.DecideAsync(asService, Access.To("sts:AssumeRole", roleArn).Trusting(), ct);
        if (!mayAssume.IsAllowed) return false;
        var asRole = new Caller(new(arn.Account, roleArn, role.Facts.UniqueId ?? "", "") { Kind = PrincipalKind.AssumedRole }, region, "");
        var access = Access.To(action, resource);
        // As for everybody else: what stands behind the name, and the policies that lie on it.
        var facts = Arn.TryParse(resource, out var named) ? await resources.FindAsync(named, ct) : null;
        var account = named is { Account.Length: > 0 } ? named.Account : arn.Account;
        var keys = new RequestKeys(asRole, role, access, access.Demands[0], account, facts, clock.GetUtcNow());
        var question = new AuthorizationRequest(action, facts?.Arn ?? resource, account, keys)
        {
            ResourcePolicies = facts is null ? [] : policies.For(facts.Policies, isTrust: false, action),
        };
        return Evaluation.Decide(role.Facts, role.Policies, question).IsAllowed;
    }
}
