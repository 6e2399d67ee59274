using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record UntagUserRequest(
    IamName UserName,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a user; keys that it does not have are passed over. AWS: API_UntagUser.</summary>
[Operation<IamApi>]
internal sealed class UntagUser(IUserStore users) : IOperation<UntagUserRequest, Nothing>
{
    public static Access Requires(UntagUserRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "user", request.UserName)).WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagUserRequest request, Caller caller, CancellationToken ct)
    {
        _ = await users.ChangeTagsAsync(caller.Account, request.UserName, tags => TagShape.Without(tags, request.TagKeys), ct)
            ?? throw IamErrors.NotFound("user", $"{request.UserName}");
        return new();
    }
}
