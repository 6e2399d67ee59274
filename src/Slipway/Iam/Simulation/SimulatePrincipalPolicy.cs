using Slipway.Identity.Grants;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Simulation;

internal sealed record SimulatePrincipalPolicyRequest(
    [Length(20, 2048)] string PolicySourceArn,
    [Length(1, PolicyDocumentText.MaxLength)] [Pattern(PolicyDocumentText.Pattern)] IReadOnlyList<string>? PolicyInputList,
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

/// <summary>
/// What the policies of a user with its groups, of a group or of a role would decide, and others with them; service control
/// policies bind here too. AWS: API_SimulatePrincipalPolicy.
/// </summary>
// Departs: ResourceHandlingOption, which fills in the further resources of EC2's calls, is passed over.
[Operation<IamApi>]
internal sealed class SimulatePrincipalPolicy(Entitlements entitlements, Paging paging)
    : IOperation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>
{
    public static Access Requires(SimulatePrincipalPolicyRequest request, Caller caller) => Access.On(IamArns.Named(request.PolicySourceArn));

    public async ValueTask<SimulatePolicyResponse> HandleAsync(SimulatePrincipalPolicyRequest request, Caller caller, CancellationToken ct)
    {
        SimulationInput input = new(
            request.ActionNames, request.ResourceArns, request.PolicyInputList, request.PermissionsBoundaryPolicyInputList,
            request.ResourcePolicy, request.ResourceOwner, request.CallerArn, request.ContextEntries);
        var source = await entitlements.RequireAsync(request.PolicySourceArn, ct);
        var simulated = request.CallerArn is null || request.CallerArn == request.PolicySourceArn
            ? SimulatedCaller.Of(source)
            : await FindCallerAsync(request.CallerArn, caller.Account, ct);
        if (request.CallerArn is null && request.ResourcePolicy is not null && SimulatedSource.IsGroup(request.PolicySourceArn)) throw IamErrors.CallerArnRequired();
        var policies = source.Policies with
        {
            Identity = [.. source.Policies.Identity, .. input.CompilePolicies()],
            // A boundary that is sent stands in for the one that is set.
            Boundary = input.CompileBoundary() ?? source.Policies.Boundary,
        };
        return SimulatePolicyResponse.Of(
            new(input, simulated, policies),
            paging.Ask(caller, nameof(SimulatePrincipalPolicy), request.Marker, request.MaxItems, request.PolicySourceArn, input.Fingerprint));
    }

    // Of another account's users and roles nothing is told but what the ARN says.
    private async ValueTask<SimulatedCaller> FindCallerAsync(string text, string account, CancellationToken ct) =>
        Arn.TryParse(text, out var arn) && arn.Account == account && await entitlements.OfArnAsync(arn, ct) is { } known ? SimulatedCaller.Of(known) : SimulatedCaller.Of(text);
}
