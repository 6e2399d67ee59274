using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;

namespace Slipway.Iam.Users;

internal sealed record GetUserRequest(IamName? UserName);

internal sealed record GetUserResponse(UserShape User);

/// <summary>A user by name, or the caller's own. AWS: API_GetUser.</summary>
[Operation<IamApi>]
internal sealed class GetUser(IUserStore users) : IOperation<GetUserRequest, GetUserResponse>
{
    public static Access Requires(GetUserRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<GetUserResponse> HandleAsync(GetUserRequest request, Caller caller, CancellationToken ct) => new(
        request.UserName is null && caller.Principal.Kind is PrincipalKind.Account
            ? UserShape.OfRoot(caller.Account)
            : UserShape.Of(await users.RequireAsync(caller, request.UserName, ct)));
}
