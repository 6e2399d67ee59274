using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Boundaries;

internal sealed record DeleteUserPermissionsBoundaryRequest([Length(1, 64)] IamName UserName);

/// <summary>Takes a user's permissions boundary away; it is no fault if there was none. AWS: API_DeleteUserPermissionsBoundary.</summary>
[Operation<IamApi>]
internal sealed class DeleteUserPermissionsBoundary(IUserStore users, IBoundaryStore boundaries) : IOperation<DeleteUserPermissionsBoundaryRequest, Nothing>
{
    public static Access Requires(DeleteUserPermissionsBoundaryRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeleteUserPermissionsBoundaryRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        await boundaries.RemoveAsync(user.Id, ct);
        return new();
    }
}
