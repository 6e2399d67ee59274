using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record ListMFADevicesRequest(
    IamName? UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListMFADevicesResponse(IReadOnlyList<MfaDeviceShape> MFADevices, bool IsTruncated, string? Marker);

/// <summary>The devices of a user, or of the caller itself. AWS: API_ListMFADevices.</summary>
[Operation<IamApi>]
internal sealed class ListMFADevices(IUserStore users, IMfaDeviceStore devices, Paging paging) : IOperation<ListMFADevicesRequest, ListMFADevicesResponse>
{
    public static Access Requires(ListMFADevicesRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<ListMFADevicesResponse> HandleAsync(ListMFADevicesRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var asked = paging.Ask(caller, nameof(ListMFADevices), request.Marker, request.MaxItems, user.Id);
        // A handful: they are read whole.
        var rest = (await devices.ListOfUserAsync(user.Id, ct)).Where(device => string.CompareOrdinal(device.PageKey, asked.After) > 0).ToList();
        Page<MfaDevice> page = new([.. rest.Take(asked.Limit)], rest.Count > asked.Limit);
        return new([.. page.Items.Select(MfaDeviceShape.Of)], page.HasMore, asked.MarkerAfter(page, device => device.PageKey));
    }
}
