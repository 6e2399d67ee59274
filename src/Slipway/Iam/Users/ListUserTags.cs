using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record ListUserTagsRequest(
    IamName UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListUserTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a user's tags, by key. AWS: API_ListUserTags.</summary>
[Operation<IamApi>]
internal sealed class ListUserTags(IUserStore users, Paging paging) : IOperation<ListUserTagsRequest, ListUserTagsResponse>
{
    public static Access Requires(ListUserTagsRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<ListUserTagsResponse> HandleAsync(ListUserTagsRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var page = TagPage.Of(user.Tags, paging.Ask(caller, nameof(ListUserTags), request.Marker, request.MaxItems, user.Id));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}
