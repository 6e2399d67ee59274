using System.Text;
using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record CreateVirtualMFADeviceRequest(
    IamPath? Path,
    [Length(1, long.MaxValue)] [Pattern(IamName.Pattern)] string VirtualMFADeviceName,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape>? Tags);

internal sealed record CreateVirtualMFADeviceResponse(VirtualMfaDeviceShape VirtualMFADevice);

/// <summary>Makes a virtual MFA device that is nobody's yet, and tells its secret this once. AWS: API_CreateVirtualMFADevice.</summary>
[Operation<IamApi>]
internal sealed class CreateVirtualMFADevice(IMfaDeviceStore devices, MfaSeeds seeds, TimeProvider clock)
    : IOperation<CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse>
{
    public static Access Requires(CreateVirtualMFADeviceRequest request, Caller caller) => Access
        .On(MfaDevice.SerialNumberOf(caller.Account, $"{request.Path ?? IamPath.Root}", request.VirtualMFADeviceName))
        .AlsoIf(request.Tags is { Count: > 0 }, "iam:TagMFADevice")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateVirtualMFADeviceResponse> HandleAsync(CreateVirtualMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var (path, name) = ($"{request.Path ?? IamPath.Root}", request.VirtualMFADeviceName);
        var serial = MfaDevice.SerialNumberOf(caller.Account, path, name);
        // Departs: AWS takes serial numbers of up to 256 characters.
        if (serial.Length > MfaDevice.LongestSerialNumber)
            throw IamErrors.InvalidInput($"Path and name make a serial number of more than {MfaDevice.LongestSerialNumber} characters.");
        var seed = seeds.NewSeed();
        MfaDevice device = new(caller.Account, path, name, seeds.Seal(serial, seed), clock.Now()) { Tags = TagShape.ToSet(request.Tags) };
        if (!await devices.TryAddAsync(device, ct)) throw IamErrors.EntityAlreadyExists("MFA device already exists.");
        return new(VirtualMfaDeviceShape.Listed(device) with
        {
            Base32StringSeed = Encoding.ASCII.GetBytes(seed),
            QRCodePNG = SeedPicture.Of(device, seed),
            Tags = TagShape.OrNull(device.Tags),
        });
    }
}
