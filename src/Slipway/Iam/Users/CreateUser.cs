using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record CreateUserRequest(
    IamPath? Path,
    [Length(1, 64)] IamName UserName,
    [Length(20, 2048)] string? PermissionsBoundary,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreateUserResponse(UserShape User);

/// <summary>Creates a user that may do nothing yet. AWS: API_CreateUser.</summary>
[Operation<IamApi>]
internal sealed class CreateUser(IUserStore users, IIdSource ids, TimeProvider clock) : IOperation<CreateUserRequest, CreateUserResponse>
{
    public static Access Requires(CreateUserRequest request, Caller caller)
    {
        var access = Access
            .On(IamArns.New(caller, "user", request.Path, request.UserName))
            .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagUser")
            .WithRequestTags(TagShape.Pairs(request.Tags));
        return request.PermissionsBoundary is { } boundary ? access.With("iam:PermissionsBoundary", boundary) : access;
    }

    public async ValueTask<CreateUserResponse> HandleAsync(CreateUserRequest request, Caller caller, CancellationToken ct)
    {
        User user = new(UniqueIds.NewUser(ids), caller.Account, $"{request.Path ?? IamPath.Root}", $"{request.UserName}", clock.Now())
        {
            Tags = TagShape.ToSet(request.Tags),
            BoundaryArn = request.PermissionsBoundary,
        };
        return await users.AddAsync(user, IamQuotas.UsersPerAccount, ct) switch
        {
            Addition.Added => new(UserShape.Of(user)),
            Addition.NameTaken => throw IamErrors.AlreadyExists("User", user.Name),
            Addition.NoSuchBoundary => throw IamErrors.NoSuchBoundary(user.BoundaryArn!),
            _ => throw IamErrors.QuotaExceeded(nameof(IamQuotas.UsersPerAccount), IamQuotas.UsersPerAccount),
        };
    }
}
