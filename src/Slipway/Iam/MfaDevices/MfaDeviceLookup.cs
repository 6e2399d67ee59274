using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

/// <summary>How requests name a device.</summary>
internal static class MfaDeviceLookup
{
    /// <summary>Of every member <c>SerialNumber</c>; it has <see cref="ShortestSerial"/> to <see cref="LongestSerial"/> characters.</summary>
    public const string SerialPattern = "[\\w+=/:,.@-]+";

    public const int ShortestSerial = 9;

    public const int LongestSerial = 256;

    /// <summary>Of every authentication code; it has six digits.</summary>
    public const string CodePattern = @"[\d]+";

    /// <exception cref="AwsError">The account has no such device. Hardware devices are none: what they make codes from is known to their makers.</exception>
    public static async ValueTask<MfaDevice> RequireAsync(this IMfaDeviceStore devices, Caller caller, string serialNumber, CancellationToken ct) =>
        await devices.FindAsync(serialNumber, ct) is { } device && device.Account == caller.Account
            ? device
            : throw IamErrors.MfaDeviceNotFound(serialNumber);

    /// <exception cref="AwsError">There is no such device, or it is not enabled for the user.</exception>
    public static async ValueTask<MfaDevice> RequireOfAsync(
        this IMfaDeviceStore devices, Caller caller, string serialNumber, string userId, CancellationToken ct) =>
        await devices.RequireAsync(caller, serialNumber, ct) is { } device && device.Enabled?.User.Id == userId ? device : throw IamErrors.MfaDeviceOfAnother();
}
