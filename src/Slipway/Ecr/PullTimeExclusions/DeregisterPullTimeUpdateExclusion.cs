using Slipway.Registry.Images;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullTimeExclusions;

internal sealed record DeregisterPullTimeUpdateExclusionRequest(
    [Length(0, 200), Pattern(RegisterPullTimeUpdateExclusion.PrincipalPattern)] string PrincipalArn);

internal sealed record DeregisterPullTimeUpdateExclusionResponse(string PrincipalArn);

/// <summary>The pulls of a user or role count again. AWS: API_DeregisterPullTimeUpdateExclusion.</summary>
[Operation<EcrApi>]
internal sealed class DeregisterPullTimeUpdateExclusion(PullExclusions exclusions)
    : IOperation<DeregisterPullTimeUpdateExclusionRequest, DeregisterPullTimeUpdateExclusionResponse>
{
    public static Access Requires(DeregisterPullTimeUpdateExclusionRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DeregisterPullTimeUpdateExclusionResponse> HandleAsync(
        DeregisterPullTimeUpdateExclusionRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        return await exclusions.RemoveAsync(registry, request.PrincipalArn, ct)
            ? new(request.PrincipalArn)
            : throw PullTimeErrors.NotFound(request.PrincipalArn, registry);
    }
}
