using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccessKeys;

internal sealed record DeleteAccessKeyRequest(IamName? UserName, [Length(16, 128)] [Pattern(@"[\w]+")] string AccessKeyId);

/// <summary>Ends a key of a user, or of the caller itself. AWS: API_DeleteAccessKey.</summary>
[Operation<IamApi>]
internal sealed class DeleteAccessKey(IUserStore users, IAccessKeyStore keys) : IOperation<DeleteAccessKeyRequest, Nothing>
{
    public static Access Requires(DeleteAccessKeyRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeleteAccessKeyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        return await keys.DeleteAsync(user.Id, request.AccessKeyId, ct) ? new() : throw IamErrors.AccessKeyNotFound(request.AccessKeyId);
    }
}
