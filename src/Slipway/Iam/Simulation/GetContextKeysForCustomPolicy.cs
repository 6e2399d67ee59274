using Slipway.Iam.PolicyEngine;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

internal sealed record GetContextKeysForCustomPolicyRequest(
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] IReadOnlyList<string> PolicyInputList);

internal sealed record GetContextKeysForPolicyResponse(IReadOnlyList<string> ContextKeyNames)
{
    public static GetContextKeysForPolicyResponse Of(IEnumerable<PolicySource> policies) =>
        new([.. policies.SelectMany(source => source.Policy.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)]);
}

/// <summary>The condition keys and variables that policies ask about. AWS: API_GetContextKeysForCustomPolicy.</summary>
[Operation<IamApi>]
internal sealed class GetContextKeysForCustomPolicy : IOperation<GetContextKeysForCustomPolicyRequest, GetContextKeysForPolicyResponse>
{
    public static Access Requires(GetContextKeysForCustomPolicyRequest request, Caller caller) => Access.On("*");

    public ValueTask<GetContextKeysForPolicyResponse> HandleAsync(GetContextKeysForCustomPolicyRequest request, Caller caller, CancellationToken ct) =>
        new(GetContextKeysForPolicyResponse.Of(
            SimulationInput.Compile(request.PolicyInputList, nameof(request.PolicyInputList), PolicyGrammar.Identity, PolicySourceType.None)));
}
