using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

internal sealed record GetContextKeysForPrincipalPolicyRequest(
    [Length(20, 2048)] string PolicySourceArn,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] IReadOnlyList<string>? PolicyInputList);

/// <summary>The condition keys and variables that the policies of a user with its groups, of a group or of a role ask about. AWS: API_GetContextKeysForPrincipalPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetContextKeysForPrincipalPolicy(Entitlements entitlements)
    : IOperation<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPolicyResponse>
{
    public static Access Requires(GetContextKeysForPrincipalPolicyRequest request, Caller caller) => Access.On(IamArns.Named(request.PolicySourceArn));

    public async ValueTask<GetContextKeysForPolicyResponse> HandleAsync(GetContextKeysForPrincipalPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var source = await entitlements.RequireAsync(request.PolicySourceArn, ct);
        var given = SimulationInput.Compile(request.PolicyInputList, nameof(request.PolicyInputList), PolicyGrammar.Identity, PolicySourceType.None);
        return GetContextKeysForPolicyResponse.Of([.. source.Policies.Identity, .. given]);
    }
}
