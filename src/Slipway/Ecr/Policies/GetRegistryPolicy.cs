using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr.Policies;

internal sealed record GetRegistryPolicyRequest;

/// <summary>The policy of the caller's registry, with today's names of whom it was given to. AWS: API_GetRegistryPolicy.</summary>
[Operation<EcrApi>]
internal sealed class GetRegistryPolicy(IRegistryPolicyStore policies, PolicyTexts texts) : IOperation<GetRegistryPolicyRequest, RegistryPolicyResponse>
{
    public static Access Requires(GetRegistryPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<RegistryPolicyResponse> HandleAsync(GetRegistryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var policy = (await policies.FindAsync(registry, ct)).Policy ?? throw PolicyErrors.RegistryPolicyNotFound(registry);
        return new(caller.Account, await texts.ShowAsync(policy, ct));
    }
}
