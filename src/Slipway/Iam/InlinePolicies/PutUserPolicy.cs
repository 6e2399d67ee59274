using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record PutUserPolicyRequest(
    IamName UserName,
    IamName PolicyName,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument);

/// <summary>Gives a user a policy of its own, in the place of that of the same name. AWS: API_PutUserPolicy.</summary>
[Operation<IamApi>]
internal sealed class PutUserPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<PutUserPolicyRequest, Nothing>
{
    public static Access Requires(PutUserPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<Nothing> HandleAsync(PutUserPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        await policies.PutAsync(user, request.PolicyName, request.PolicyDocument, ct);
        return new();
    }
}
