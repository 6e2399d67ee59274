using Slipway.Registry.Policies;
using Slipway.Wire;

namespace Slipway.Ecr.Policies;

internal sealed record DeleteRegistryPolicyRequest;

/// <summary>Takes the policy off the caller's registry, and answers with it. AWS: API_DeleteRegistryPolicy.</summary>
[Operation<EcrApi>]
internal sealed class DeleteRegistryPolicy(IRegistryPolicyStore policies, PolicyTexts texts) : IOperation<DeleteRegistryPolicyRequest, RegistryPolicyResponse>
{
    public static Access Requires(DeleteRegistryPolicyRequest request, Caller caller) => Access.On("*");

    public async ValueTask<RegistryPolicyResponse> HandleAsync(DeleteRegistryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var policy = await policies.DeletePolicyAsync(registry, ct) ?? throw PolicyErrors.RegistryPolicyNotFound(registry);
        return new(caller.Account, await texts.ShowAsync(policy, ct));
    }
}
