using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record DeleteUserPolicyRequest(IamName UserName, IamName PolicyName);

/// <summary>Deletes an inline policy of a user. AWS: API_DeleteUserPolicy.</summary>
[Operation<IamApi>]
internal sealed class DeleteUserPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<DeleteUserPolicyRequest, Nothing>
{
    public static Access Requires(DeleteUserPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeleteUserPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        await policies.DeleteAsync(user, request.PolicyName, ct);
        return new();
    }
}
