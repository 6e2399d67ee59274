using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record UntagMFADeviceRequest(
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Items(0, IamQuotas.Tags)] [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] IReadOnlyList<string> TagKeys);

/// <summary>Removes tags from a virtual device; keys that it does not have are passed over. AWS: API_UntagMFADevice.</summary>
[Operation<IamApi>]
internal sealed class UntagMFADevice(IMfaDeviceStore devices) : IOperation<UntagMFADeviceRequest, Nothing>
{
    public static Access Requires(UntagMFADeviceRequest request, Caller caller) => Access.On(request.SerialNumber).WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var device = await devices.RequireAsync(caller, request.SerialNumber, ct);
        _ = await devices.ChangeTagsAsync(device.SerialNumber, tags => TagShape.Without(tags, request.TagKeys), ct)
            ?? throw IamErrors.MfaDeviceNotFound(request.SerialNumber);
        return new();
    }
}
