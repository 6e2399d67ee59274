using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Boundaries;

internal sealed record PutUserPermissionsBoundaryRequest([Length(1, 64)] IamName UserName, [Length(20, 2048)] string PermissionsBoundary);

/// <summary>Sets the managed policy beyond which nothing that a user is granted goes. AWS: API_PutUserPermissionsBoundary.</summary>
[Operation<IamApi>]
internal sealed class PutUserPermissionsBoundary(IUserStore users, IBoundaryStore boundaries) : IOperation<PutUserPermissionsBoundaryRequest, Nothing>
{
    public static Access Requires(PutUserPermissionsBoundaryRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "user", request.UserName)).With("iam:PermissionsBoundary", request.PermissionsBoundary);

    public async ValueTask<Nothing> HandleAsync(PutUserPermissionsBoundaryRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        await boundaries.PutAsync("user", user.Id, user.Name, request.PermissionsBoundary, ct);
        return new();
    }
}
