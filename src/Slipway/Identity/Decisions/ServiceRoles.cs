using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <inheritdoc/>
internal sealed class ServiceRoles(
    Entitlements entitlements, IAuthorizer authorizer, ResourceDirectory resources, CompiledResourcePolicies policies, TimeProvider clock)
    : IServiceRoles
{
    public ValueTask<bool> MayAsync(string service, string roleArn, string action, string resource, string region, CancellationToken ct) =>
        MayAsync(service, roleArn, Access.To(action, resource), region, ct);

    public async ValueTask<bool> MayAsync(string service, string roleArn, Access access, string region, CancellationToken ct)
    {
        if (!Arn.TryParse(roleArn, out var arn) || await entitlements.OfArnAsync(arn, ct) is not { } role || role.Facts.RoleArn != roleArn) return false;
        var asService = new Caller(new(arn.Account, service, $"{arn.Account}/{service}", "") { Kind = PrincipalKind.Service }, region, "");
        var mayAssume = await authorizer.DecideAsync(asService, Access.To("sts:AssumeRole", roleArn).Trusting(), ct);
        if (!mayAssume.IsAllowed) return false;
        var asRole = new Caller(new(arn.Account, roleArn, role.Facts.UniqueId ?? "", "") { Kind = PrincipalKind.AssumedRole }, region, "");
        foreach (var demand in access.Demands)
            if (!await MayAsync(role, asRole, access, demand, ct)) return false;
        return true;
    }

    private async ValueTask<bool> MayAsync(Entitlement role, Caller asRole, Access access, Demand demand, CancellationToken ct)
    {
        // As for everybody else: what stands behind the name, and the policies that lie on it.
        var facts = Arn.TryParse(demand.Resource, out var named) ? await resources.FindAsync(named, ct) : null;
        var account = named is { Account.Length: > 0 } ? named.Account : asRole.Account;
        var keys = new RequestKeys(asRole, role, access, demand, account, facts, clock.GetUtcNow());
        var question = new AuthorizationRequest(demand.Action, facts?.Arn ?? demand.Resource, account, keys)
        {
            ResourcePolicies = facts is null ? [] : policies.For(facts.Policies, isTrust: false, demand.Action),
        };
        return Evaluation.Decide(role.Facts, role.Policies, question).IsAllowed;
    }
}
