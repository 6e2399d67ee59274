using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.LoginProfiles;

internal sealed record DeleteLoginProfileRequest([Length(1, 64)] IamName? UserName);

/// <summary>Takes a user's password away; its access keys stay. AWS: API_DeleteLoginProfile.</summary>
[Operation<IamApi>]
internal sealed class DeleteLoginProfile(IUserStore users, ILoginProfileStore profiles) : IOperation<DeleteLoginProfileRequest, Nothing>
{
    public static Access Requires(DeleteLoginProfileRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeleteLoginProfileRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName ?? throw IamErrors.Missing(nameof(request.UserName)), ct);
        return await profiles.DeleteAsync(user.Id, ct) ? new() : throw IamErrors.LoginProfileNotFound(user.Name);
    }
}
