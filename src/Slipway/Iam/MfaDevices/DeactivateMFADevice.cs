using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record DeactivateMFADeviceRequest(
    IamName? UserName,
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber);

/// <summary>Takes a device from its user; it stays, as nobody's. AWS: API_DeactivateMFADevice.</summary>
[Operation<IamApi>]
internal sealed class DeactivateMFADevice(IUserStore users, IMfaDeviceStore devices) : IOperation<DeactivateMFADeviceRequest, Nothing>
{
    public static Access Requires(DeactivateMFADeviceRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(DeactivateMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName ?? throw IamErrors.Missing(nameof(request.UserName)), ct);
        var device = await devices.RequireOfAsync(caller, request.SerialNumber, user.Id, ct);
        return await devices.DeactivateAsync(device.SerialNumber, user.Id, ct) ? new() : throw IamErrors.MfaDeviceOfAnother();
    }
}
