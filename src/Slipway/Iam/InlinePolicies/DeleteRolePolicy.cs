using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record DeleteRolePolicyRequest([Length(1, 64)] IamName RoleName, IamName PolicyName);

/// <summary>Deletes an inline policy of a role. AWS: API_DeleteRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class DeleteRolePolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<DeleteRolePolicyRequest, Nothing>
{
    public static Access Requires(DeleteRolePolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<Nothing> HandleAsync(DeleteRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.ChangeableRoleAsync(caller, request.RoleName, ct);
        await policies.DeleteAsync(role, request.PolicyName, ct);
        return new();
    }
}
