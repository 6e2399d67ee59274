using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record DeleteInstanceProfileRequest(IamName InstanceProfileName);

/// <summary>Deletes an instance profile that holds no role. AWS: API_DeleteInstanceProfile.</summary>
[Operation<IamApi>]
internal sealed class DeleteInstanceProfile(IInstanceProfileStore profiles) : IOperation<DeleteInstanceProfileRequest, Nothing>
{
    public static Access Requires(DeleteInstanceProfileRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName));

    public async ValueTask<Nothing> HandleAsync(DeleteInstanceProfileRequest request, Caller caller, CancellationToken ct) =>
        await profiles.DeleteAsync(caller.Account, request.InstanceProfileName, ct) switch
        {
            { IsFound: false } => throw IamErrors.InstanceProfileNotFound($"{request.InstanceProfileName}"),
            { Obstacle: DeletionObstacle.None } => new(),
            { Obstacle: var obstacle } => throw IamErrors.DeleteConflict(obstacle),
        };
}
