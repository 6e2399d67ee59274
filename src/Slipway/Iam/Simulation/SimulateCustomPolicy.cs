using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

internal sealed record SimulateCustomPolicyRequest(
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] IReadOnlyList<string> PolicyInputList,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] IReadOnlyList<string>? PermissionsBoundaryPolicyInputList,
    [Length(3, 128)] IReadOnlyList<string> ActionNames,
    [Length(1, 2048)] IReadOnlyList<string>? ResourceArns,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] string? ResourcePolicy,
    [Length(1, 2048)] string? ResourceOwner,
    [Length(1, 2048)] string? CallerArn,
    IReadOnlyList<ContextEntry>? ContextEntries,
    [Length(1, 64)] string? ResourceHandlingOption,
    [Bounds(1, Paging.MostItems)] int? MaxItems,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker);

/// <summary>What policies would decide that nobody needs to have. AWS: API_SimulateCustomPolicy.</summary>
// Departs: ResourceHandlingOption, which fills in the further resources of EC2's calls, is passed over.
[Operation<IamApi>]
internal sealed class SimulateCustomPolicy(Paging paging) : IOperation<SimulateCustomPolicyRequest, SimulatePolicyResponse>
{
    public static Access Requires(SimulateCustomPolicyRequest request, Caller caller) => Access.On("*");

    public ValueTask<SimulatePolicyResponse> HandleAsync(SimulateCustomPolicyRequest request, Caller caller, CancellationToken ct)
    {
        SimulationInput input = new(
            request.ActionNames, request.ResourceArns, request.PolicyInputList, request.PermissionsBoundaryPolicyInputList,
            request.ResourcePolicy, request.ResourceOwner, request.CallerArn, request.ContextEntries);
        var simulated = request.CallerArn is { } arn ? SimulatedCaller.Of(arn) : SimulatedCaller.Nobody;
        PolicySimulation simulation = new(input, simulated, new() { Identity = input.CompilePolicies(), Boundary = input.CompileBoundary() });
        return new(SimulatePolicyResponse.Of(
            simulation, paging.Ask(caller, nameof(SimulateCustomPolicy), request.Marker, request.MaxItems, input.Fingerprint)));
    }
}
