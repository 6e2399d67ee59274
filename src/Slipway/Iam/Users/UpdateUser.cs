using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record UpdateUserRequest(IamName UserName, IamPath? NewPath, [Length(1, 64)] IamName? NewUserName);

/// <summary>Gives a user another name or path; its id, keys, groups and policies stay. AWS: API_UpdateUser.</summary>
// Departs: where only the name changes, the user as it is to be is asked about without its path.
[Operation<IamApi>]
internal sealed class UpdateUser(IUserStore users) : IOperation<UpdateUserRequest, Nothing>
{
    /// <summary>It must be allowed for the user as it is and as it is to be.</summary>
    public static Access Requires(UpdateUserRequest request, Caller caller)
    {
        var access = Access.On(IamArns.Of(caller, "user", request.UserName));
        return request is { NewUserName: null, NewPath: null }
            ? access
            : access.Also("iam:UpdateUser", IamArns.New(caller, "user", request.NewPath, request.NewUserName ?? request.UserName));
    }

    public async ValueTask<Nothing> HandleAsync(UpdateUserRequest request, Caller caller, CancellationToken ct) =>
        await users.RenameAsync(caller.Account, request.UserName, request.NewUserName, request.NewPath, ct) switch
        {
            Renaming.Renamed => new(),
            Renaming.NotFound => throw IamErrors.NotFound("user", $"{request.UserName}"),
            _ => throw IamErrors.AlreadyExists("User", $"{request.NewUserName}"),
        };
}
