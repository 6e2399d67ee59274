using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record ListVirtualMFADevicesRequest(
    AssignmentStatus? AssignmentStatus,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListVirtualMFADevicesResponse(IReadOnlyList<VirtualMfaDeviceShape> VirtualMFADevices, bool IsTruncated, string? Marker);

/// <summary>A page of the account's virtual devices, by serial number. AWS: API_ListVirtualMFADevices.</summary>
[Operation<IamApi>]
internal sealed class ListVirtualMFADevices(IMfaDeviceStore devices, Paging paging)
    : IOperation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>
{
    public static Access Requires(ListVirtualMFADevicesRequest request, Caller caller) => Access.On(IamArns.All(caller, "mfa"));

    public async ValueTask<ListVirtualMFADevicesResponse> HandleAsync(ListVirtualMFADevicesRequest request, Caller caller, CancellationToken ct)
    {
        bool? isEnabled = request.AssignmentStatus switch
        {
            AssignmentStatus.Assigned => true,
            AssignmentStatus.Unassigned => false,
            _ => null,
        };
        var asked = paging.Ask(caller, nameof(ListVirtualMFADevices), request.Marker, request.MaxItems, $"{isEnabled}");
        var page = await devices.ListAsync(caller.Account, isEnabled, asked.After, asked.Limit, ct);
        return new([.. page.Items.Select(VirtualMfaDeviceShape.Listed)], page.HasMore, asked.MarkerAfter(page, device => device.PageKey));
    }
}

internal enum AssignmentStatus
{
    [Wire("Assigned")]
    Assigned,

    [Wire("Unassigned")]
    Unassigned,

    [Wire("Any")]
    Any,
}
