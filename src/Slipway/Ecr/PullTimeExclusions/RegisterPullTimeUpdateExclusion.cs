using Slipway.Registry.Images;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.PullTimeExclusions;

internal sealed record RegisterPullTimeUpdateExclusionRequest(
    [Length(0, 200), Pattern(RegisterPullTimeUpdateExclusion.PrincipalPattern)] string PrincipalArn);

internal sealed record RegisterPullTimeUpdateExclusionResponse(string PrincipalArn, DateTimeOffset CreatedAt);

/// <summary>
/// From now on, pulls by this user or role leave <c>lastRecordedPullTime</c> as it is. A session counts as its role.
/// AWS: API_RegisterPullTimeUpdateExclusion.
/// </summary>
[Operation<EcrApi>]
internal sealed class RegisterPullTimeUpdateExclusion(PullExclusions exclusions, TimeProvider clock)
    : IOperation<RegisterPullTimeUpdateExclusionRequest, RegisterPullTimeUpdateExclusionResponse>
{
    /// <summary>As the model states it.</summary>
    public const string PrincipalPattern = @"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$";

    private const int Most = 100;

    public static Access Requires(RegisterPullTimeUpdateExclusionRequest request, Caller caller) => Access.On("*");

    public async ValueTask<RegisterPullTimeUpdateExclusionResponse> HandleAsync(
        RegisterPullTimeUpdateExclusionRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return await exclusions.AddAsync(new(registry, request.PrincipalArn, now), Most, ct) switch
        {
            ExclusionAddition.Added => new(request.PrincipalArn, now),
            ExclusionAddition.Exists => throw PullTimeErrors.AlreadyExists(request.PrincipalArn, registry),
            _ => throw PullTimeErrors.TooMany(registry, Most),
        };
    }
}
