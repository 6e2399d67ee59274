using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record EnableMFADeviceRequest(
    IamName UserName,
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Length(6, 6)] [Pattern(MfaDeviceLookup.CodePattern)] string AuthenticationCode1,
    [Length(6, 6)] [Pattern(MfaDeviceLookup.CodePattern)] string AuthenticationCode2);

/// <summary>Makes a device a user's, who proves by two codes in a row that it is at hand. AWS: API_EnableMFADevice.</summary>
[Operation<IamApi>]
internal sealed class EnableMFADevice(IUserStore users, IMfaDeviceStore devices, MfaVerifier verifier, TimeProvider clock)
    : IOperation<EnableMFADeviceRequest, Nothing>
{
    public static Access Requires(EnableMFADeviceRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<Nothing> HandleAsync(EnableMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var device = await devices.RequireAsync(caller, request.SerialNumber, ct);
        if (device.Enabled is not null) throw InUse();
        var step = verifier.FindConsecutive(device, request.AuthenticationCode1, request.AuthenticationCode2) ?? throw IamErrors.InvalidAuthenticationCode();
        return await devices.EnableAsync(device.SerialNumber, user.Id, step, clock.Now(), ct) switch
        {
            MfaEnabling.Enabled => new(),
            MfaEnabling.InUse => throw InUse(),
            MfaEnabling.TooMany => throw IamErrors.QuotaExceeded("MFADevicesPerUser", MfaDevice.MostOfUser),
            MfaEnabling.CodeUsed => throw IamErrors.InvalidAuthenticationCode(),
            _ => throw IamErrors.MfaDeviceNotFound(request.SerialNumber),
        };
    }

    private static AwsError InUse() => IamErrors.EntityAlreadyExists("MFA Device is already in use.");
}
