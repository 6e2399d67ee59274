using Slipway.Registry.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Policies;

internal sealed record PutRegistryPolicyRequest([Length(0, PolicyTexts.MaxLength)] string PolicyText);

/// <summary>Puts a policy on the caller's registry: it counts for all its repositories, those to come too. In the scope V1 it may only say
/// what comes in from other registries. AWS: API_PutRegistryPolicy.</summary>
[Operation<EcrApi>]
internal sealed class PutRegistryPolicy(IRegistryPolicyStore policies, PolicyTexts texts, TimeProvider clock) : IOperation<PutRegistryPolicyRequest, RegistryPolicyResponse>
{
    public static Access Requires(PutRegistryPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<RegistryPolicyResponse> HandleAsync(PutRegistryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var policy = await texts.ReadForRegistryAsync(request.PolicyText, ct);
        var registry = EcrApi.ScopeOf(caller, null);
        if (!(await policies.FindAsync(registry, ct)).IsPolicyForEverything && !PolicyActions.AreIncoming(request.PolicyText)) throw PolicyErrors.InvalidRegistryPolicy();
        await policies.PutPolicyAsync(registry, policy, clock.GetUtcNow(), ct);
        return new(caller.Account, await texts.ShowAsync(policy, ct));
    }
}
