using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam.AccessKeys;

internal sealed record CreateAccessKeyRequest(IamName? UserName);

internal sealed record CreateAccessKeyResponse(AccessKeyShape AccessKey);

/// <summary>Gives a user, or the caller itself, a key pair; its secret is never shown again. AWS: API_CreateAccessKey.</summary>
[Operation<IamApi>]
internal sealed class CreateAccessKey(IUserStore users, IAccessKeyStore keys, AccessKeySecrets secrets, IIdSource ids, TimeProvider clock)
    : IOperation<CreateAccessKeyRequest, CreateAccessKeyResponse>
{
    public static Access Requires(CreateAccessKeyRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<CreateAccessKeyResponse> HandleAsync(CreateAccessKeyRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        while (true)
        {
            var (id, secret) = (UniqueIds.NewAccessKey(caller.Account, ids), UniqueIds.NewSecretAccessKey(ids));
            AccessKey key = new(id, user.Id, secrets.Seal(id, user.Id, secret), IsActive: true, clock.Now(), IsInitial: false);
            switch (await keys.AddAsync(key, IamQuotas.AccessKeysPerUser, ct))
            {
                case KeyAddition.Added: return new(AccessKeyShape.Of(user, key, secret));
                case KeyAddition.NoSuchUser: throw IamErrors.NotFound("user", user.Name);
                case KeyAddition.QuotaExceeded: throw IamErrors.QuotaExceeded(nameof(IamQuotas.AccessKeysPerUser), IamQuotas.AccessKeysPerUser);
                default: continue; // 39 bits of chance: it happens once in the life of a large server
            }
        }
    }
}
