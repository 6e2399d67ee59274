using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record ListInstanceProfileTagsRequest(
    IamName InstanceProfileName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListInstanceProfileTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of an instance profile's tags, by key. AWS: API_ListInstanceProfileTags.</summary>
[Operation<IamApi>]
internal sealed class ListInstanceProfileTags(IInstanceProfileStore profiles, Paging paging)
    : IOperation<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse>
{
    public static Access Requires(ListInstanceProfileTagsRequest request, Caller caller) =>
        Access.On(IamArns.Of(caller, "instance-profile", request.InstanceProfileName));

    public async ValueTask<ListInstanceProfileTagsResponse> HandleAsync(ListInstanceProfileTagsRequest request, Caller caller, CancellationToken ct)
    {
        var profile = await profiles.RequireAsync(caller, request.InstanceProfileName, ct);
        var page = TagPage.Of(profile.Tags, paging.Ask(caller, nameof(ListInstanceProfileTags), request.Marker, request.MaxItems, profile.Id));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}
