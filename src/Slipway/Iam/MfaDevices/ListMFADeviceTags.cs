using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record ListMFADeviceTagsRequest(
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListMFADeviceTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a virtual device's tags, by key. AWS: API_ListMFADeviceTags.</summary>
[Operation<IamApi>]
internal sealed class ListMFADeviceTags(IMfaDeviceStore devices, Paging paging) : IOperation<ListMFADeviceTagsRequest, ListMFADeviceTagsResponse>
{
    public static Access Requires(ListMFADeviceTagsRequest request, Caller caller) => Access.On(request.SerialNumber);

    public async ValueTask<ListMFADeviceTagsResponse> HandleAsync(ListMFADeviceTagsRequest request, Caller caller, CancellationToken ct)
    {
        var device = await devices.RequireAsync(caller, request.SerialNumber, ct);
        var page = TagPage.Of(device.Tags, paging.Ask(caller, nameof(ListMFADeviceTags), request.Marker, request.MaxItems, device.SerialNumber));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}
