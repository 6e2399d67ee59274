using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record DeleteGroupPolicyRequest(IamName GroupName, IamName PolicyName);

/// <summary>Deletes an inline policy of a group. AWS: API_DeleteGroupPolicy.</summary>
[Operation<IamApi>]
internal sealed class DeleteGroupPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<DeleteGroupPolicyRequest, Nothing>
{
    public static Access Requires(DeleteGroupPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<Nothing> HandleAsync(DeleteGroupPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        await policies.DeleteAsync(group, request.PolicyName, ct);
        return new();
    }
}
