using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record GetUserPolicyRequest(IamName UserName, IamName PolicyName);

internal sealed record GetUserPolicyResponse(string UserName, string PolicyName, string PolicyDocument);

/// <summary>An inline policy of a user, its document percent-encoded. AWS: API_GetUserPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetUserPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<GetUserPolicyRequest, GetUserPolicyResponse>
{
    public static Access Requires(GetUserPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<GetUserPolicyResponse> HandleAsync(GetUserPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        var policy = await policies.RequireAsync(user, request.PolicyName, ct);
        return new(user.Name, policy.Name, PolicyDocumentText.Encode(policy.Document));
    }
}
