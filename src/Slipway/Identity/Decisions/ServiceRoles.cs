using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <inheritdoc/>
internal sealed class ServiceRoles(Entitlements entitlements, IAuthorizer authorizer, TimeProvider clock) : IServiceRoles
{
    public async ValueTask<bool> MayAsync(string service, string roleArn, string action, string resource, string region, CancellationToken ct)
    {
        if (!Arn.TryParse(roleArn, out var arn) || await entitlements.OfArnAsync(arn, ct) is not { } role || role.Facts.RoleArn != roleArn) return false;
        var asService = new Caller(new(arn.Account, service, $"{arn.Account}/{service}", "") { Kind = PrincipalKind.Service }, region, "");
        var mayAssume = await authorizer.DecideAsync(asService, Access.To("sts:AssumeRole", roleArn).Trusting(), ct);
        if (!mayAssume.IsAllowed) return false;
        var asRole = new Caller(new(arn.Account, roleArn, role.Facts.UniqueId ?? "", "") { Kind = PrincipalKind.AssumedRole }, region, "");
        var access = Access.To(action, resource);
        var keys = new RequestKeys(asRole, role, access, access.Demands[0], arn.Account, null, clock.GetUtcNow());
        return Evaluation.Decide(role.Facts, role.Policies, new(action, resource, arn.Account, keys)).IsAllowed;
    }
}
