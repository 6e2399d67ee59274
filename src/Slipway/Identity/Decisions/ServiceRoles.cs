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
        if (await FindAsync(roleArn, ct) is not { } role) return false;
        // Nothing goes over a wire that could be listened to.
        var asService = new Caller(new(role.Facts.Account, service, $"{role.Facts.Account}/{service}", "") { Kind = PrincipalKind.Service }, region, "") { IsSecureTransport = true };
        var mayAssume = await authorizer.DecideAsync(asService, Access.To("sts:AssumeRole", roleArn).Trusting(), ct);
        if (!mayAssume.IsAllowed) return false;
        var asRole = new Caller(PrincipalOf(role, service), region, "") { IsSecureTransport = true };
        foreach (var demand in access.Demands)
            if (!await MayAsync(role, asRole, access, demand, ct)) return false;
        return true;
    }

    public async ValueTask<Principal?> FindPrincipalAsync(string service, string roleArn, CancellationToken ct) =>
        await FindAsync(roleArn, ct) is { } role ? PrincipalOf(role, service) : null;

    private async ValueTask<Entitlement?> FindAsync(string roleArn, CancellationToken ct) =>
        Arn.TryParse(roleArn, out var arn) && await entitlements.OfArnAsync(arn, ct) is { } role && role.Facts.RoleArn == roleArn ? role : null;

    /// <summary>A session as the service would have it: begun now, without MFA.</summary>
    private Principal PrincipalOf(Entitlement role, string service)
    {
        var (account, arn, id, now) = (role.Facts.Account, role.Facts.RoleArn!, role.Facts.UniqueId ?? "", clock.GetUtcNow());
        return new(account, $"arn:aws:sts::{account}:assumed-role/{arn[(arn.LastIndexOf('/') + 1)..]}/{service}", $"{id}:{service}", "")
        {
            Kind = PrincipalKind.AssumedRole,
            Session = new(id, arn, service, now, now),
        };
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
