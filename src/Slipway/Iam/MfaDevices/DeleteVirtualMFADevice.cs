using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record DeleteVirtualMFADeviceRequest(
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber);

/// <summary>Deletes a device that is nobody's. AWS: API_DeleteVirtualMFADevice.</summary>
[Operation<IamApi>]
internal sealed class DeleteVirtualMFADevice(IMfaDeviceStore devices) : IOperation<DeleteVirtualMFADeviceRequest, Nothing>
{
    public static Access Requires(DeleteVirtualMFADeviceRequest request, Caller caller) => Access.On(request.SerialNumber);

    public async ValueTask<Nothing> HandleAsync(DeleteVirtualMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var device = await devices.RequireAsync(caller, request.SerialNumber, ct);
        return await devices.DeleteAsync(device.SerialNumber, ct) switch
        {
            null => throw IamErrors.MfaDeviceNotFound(request.SerialNumber),
            { Enabled: not null } => throw IamErrors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first"),
            _ => new(),
        };
    }
}
