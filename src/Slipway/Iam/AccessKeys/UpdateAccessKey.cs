using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccessKeys;

internal sealed record UpdateAccessKeyRequest(IamName? UserName, [Length(16, 128)] [Pattern(@"[\w]+")] string AccessKeyId, StatusType Status);

/// <summary>Switches a key of a user, or of the caller itself, on or off; it holds from the next request on. AWS: API_UpdateAccessKey.</summary>
[Operation<IamApi>]
internal sealed class UpdateAccessKey(IUserStore users, IAccessKeyStore keys) : IOperation<UpdateAccessKeyRequest, Nothing>
{
    public static Access Requires(UpdateAccessKeyRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(UpdateAccessKeyRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Status is StatusType.Expired) throw IamErrors.InvalidInput("The status of an access key can be set to Active or Inactive only.");
        var user = await users.RequireAsync(caller, request.UserName, ct);
        return await keys.SetStatusAsync(user.Id, request.AccessKeyId, request.Status is StatusType.Active, ct)
            ? new()
            : throw IamErrors.AccessKeyNotFound(request.AccessKeyId);
    }
}
