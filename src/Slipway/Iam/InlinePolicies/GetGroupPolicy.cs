using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record GetGroupPolicyRequest(IamName GroupName, IamName PolicyName);

internal sealed record GetGroupPolicyResponse(string GroupName, string PolicyName, string PolicyDocument);

/// <summary>An inline policy of a group, its document percent-encoded. AWS: API_GetGroupPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetGroupPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<GetGroupPolicyRequest, GetGroupPolicyResponse>
{
    public static Access Requires(GetGroupPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<GetGroupPolicyResponse> HandleAsync(GetGroupPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        var policy = await policies.RequireAsync(group, request.PolicyName, ct);
        return new(group.Name, policy.Name, PolicyDocumentText.Encode(policy.Document));
    }
}
