using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.LoginProfiles;

internal sealed record GetLoginProfileRequest([Length(1, 64)] IamName? UserName);

internal sealed record GetLoginProfileResponse(LoginProfileShape LoginProfile);

/// <summary>Whether a user has a password, and since when. AWS: API_GetLoginProfile.</summary>
[Operation<IamApi>]
internal sealed class GetLoginProfile(IUserStore users, ILoginProfileStore profiles) : IOperation<GetLoginProfileRequest, GetLoginProfileResponse>
{
    public static Access Requires(GetLoginProfileRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<GetLoginProfileResponse> HandleAsync(GetLoginProfileRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName ?? throw IamErrors.Missing(nameof(request.UserName)), ct);
        var profile = await profiles.FindAsync(user.Id, ct) ?? throw IamErrors.LoginProfileNotFound(user.Name);
        return new(LoginProfileShape.Of(user, profile));
    }
}
