using Slipway.Identity.InstanceProfiles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record ListInstanceProfilesRequest(
    [Length(1, 512)] [Pattern(Paging.PathPrefixPattern)] string? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListInstanceProfilesResponse(IReadOnlyList<InstanceProfileShape> InstanceProfiles, bool IsTruncated, string? Marker);

/// <summary>A page of the account's instance profiles, by name. AWS: API_ListInstanceProfiles.</summary>
[Operation<IamApi>]
internal sealed class ListInstanceProfiles(IInstanceProfileStore profiles, InstanceProfileShapes shapes, Paging paging)
    : IOperation<ListInstanceProfilesRequest, ListInstanceProfilesResponse>
{
    public static Access Requires(ListInstanceProfilesRequest request, Caller caller) => Access.On(IamArns.All(caller, "instance-profile"));

    public async ValueTask<ListInstanceProfilesResponse> HandleAsync(ListInstanceProfilesRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.PathPrefix ?? "/";
        var asked = paging.Ask(caller, nameof(ListInstanceProfiles), request.Marker, request.MaxItems, prefix);
        var page = await profiles.ListAsync(caller.Account, prefix, asked.After, asked.Limit, ct);
        return new(await shapes.ListedAsync(page.Items, ct), page.HasMore, asked.MarkerAfter(page, profile => profile.Name));
    }
}
