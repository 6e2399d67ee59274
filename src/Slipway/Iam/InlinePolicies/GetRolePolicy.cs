using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record GetRolePolicyRequest([Length(1, 64)] IamName RoleName, IamName PolicyName);

internal sealed record GetRolePolicyResponse(string RoleName, string PolicyName, string PolicyDocument);

/// <summary>An inline policy of a role, its document percent-encoded. AWS: API_GetRolePolicy.</summary>
[Operation<IamApi>]
internal sealed class GetRolePolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<GetRolePolicyRequest, GetRolePolicyResponse>
{
    public static Access Requires(GetRolePolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<GetRolePolicyResponse> HandleAsync(GetRolePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.RoleAsync(caller, request.RoleName, ct);
        var policy = await policies.RequireAsync(role, request.PolicyName, ct);
        return new(role.Name, policy.Name, PolicyDocumentText.Encode(policy.Document));
    }
}
