using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Identity.Users;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record GetMFADeviceRequest(
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Length(1, 64)] IamName? UserName);

/// <param name="Certifications">Of hardware devices, such as FIPS-140-2; virtual ones have none.</param>
internal sealed record GetMFADeviceResponse(
    string? UserName, string SerialNumber, DateTimeOffset? EnableDate, IReadOnlyDictionary<string, string>? Certifications);

/// <summary>Whose a device is, and since when. AWS: API_GetMFADevice.</summary>
[Operation<IamApi>]
internal sealed class GetMFADevice(IUserStore users, IMfaDeviceStore devices) : IOperation<GetMFADeviceRequest, GetMFADeviceResponse>
{
    /// <summary>Who asks about a user's device is asked for the user; who asks about a device, for the device.</summary>
    public static Access Requires(GetMFADeviceRequest request, Caller caller) =>
        Access.On(request.UserName is { } name ? IamArns.User(caller, name) : request.SerialNumber);

    public async ValueTask<GetMFADeviceResponse> HandleAsync(GetMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var device = request.UserName is { } name
            ? await devices.RequireOfAsync(caller, request.SerialNumber, (await users.RequireAsync(caller, name, ct)).Id, ct)
            : await devices.RequireAsync(caller, request.SerialNumber, ct);
        return new(device.Enabled?.User.Name, device.SerialNumber, device.Enabled?.Since.ToSeconds(), Certifications: null);
    }
}
