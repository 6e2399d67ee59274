using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record ResyncMFADeviceRequest(
    IamName UserName,
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Length(6, 6)] [Pattern(MfaDeviceLookup.CodePattern)] string AuthenticationCode1,
    [Length(6, 6)] [Pattern(MfaDeviceLookup.CodePattern)] string AuthenticationCode2);

/// <summary>Shows by two codes in a row that device and server agree on the time. AWS: API_ResyncMFADevice.</summary>
// Departs: AWS learns how far the device's clock is off; here a device must keep the time to half a minute, as phones do.
[Operation<IamApi>]
internal sealed class ResyncMFADevice(IUserStore users, IMfaDeviceStore devices, MfaVerifier verifier) : IOperation<ResyncMFADeviceRequest, Nothing>
{
    public static Access Requires(ResyncMFADeviceRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(ResyncMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var device = await devices.RequireOfAsync(caller, request.SerialNumber, user.Id, ct);
        var step = verifier.FindConsecutive(device, request.AuthenticationCode1, request.AuthenticationCode2) ?? throw IamErrors.InvalidAuthenticationCode();
        return await devices.TakeStepAsync(device.SerialNumber, user.Id, step, ct) ? new() : throw IamErrors.InvalidAuthenticationCode();
    }
}
