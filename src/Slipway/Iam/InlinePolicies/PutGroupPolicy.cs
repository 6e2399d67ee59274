using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record PutGroupPolicyRequest(
    IamName GroupName,
    IamName PolicyName,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string PolicyDocument);

/// <summary>Gives a group a policy of its own, in the place of that of the same name. AWS: API_PutGroupPolicy.</summary>
[Operation<IamApi>]
internal sealed class PutGroupPolicy(PolicyHolders holders, IInlinePolicyStore policies) : IOperation<PutGroupPolicyRequest, Nothing>
{
    public static Access Requires(PutGroupPolicyRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<Nothing> HandleAsync(PutGroupPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        await policies.PutAsync(group, request.PolicyName, request.PolicyDocument, ct);
        return new();
    }
}
