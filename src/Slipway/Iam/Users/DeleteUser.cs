using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Iam.Users;

internal sealed record DeleteUserRequest(IamName UserName);

/// <summary>Deletes a user once everything that belongs to it is gone. AWS: API_DeleteUser.</summary>
[Operation<IamApi>]
internal sealed class DeleteUser(IUserStore users) : IOperation<DeleteUserRequest, Nothing>
{
    public static Access Requires(DeleteUserRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeleteUserRequest request, Caller caller, CancellationToken ct) =>
        await users.DeleteAsync(caller.Account, request.UserName, ct) switch
        {
            { IsFound: false } => throw IamErrors.NotFound("user", $"{request.UserName}"),
            { Obstacle: DeletionObstacle.None } => new(),
            { Obstacle: var obstacle } => throw IamErrors.DeleteConflict(obstacle),
        };
}
