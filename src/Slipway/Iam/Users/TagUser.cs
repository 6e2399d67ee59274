using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record TagUserRequest(IamName UserName, [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a user, or puts them in the place of those with the same keys. AWS: API_TagUser.</summary>
[Operation<IamApi>]
internal sealed class TagUser(IUserStore users) : IOperation<TagUserRequest, Nothing>
{
    public static Access Requires(TagUserRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "user", request.UserName)).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagUserRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        _ = await users.ChangeTagsAsync(caller.Account, request.UserName, tags => TagShape.Merge(tags, added, "TagsPerUser"), ct)
            ?? throw IamErrors.NotFound("user", $"{request.UserName}");
        return new();
    }
}
