using Slipway.Identity;
using Slipway.Identity.MfaDevices;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.MfaDevices;

internal sealed record TagMFADeviceRequest(
    [Length(MfaDeviceLookup.ShortestSerial, MfaDeviceLookup.LongestSerial)] [Pattern(MfaDeviceLookup.SerialPattern)] string SerialNumber,
    [Items(0, IamQuotas.Tags)] IReadOnlyList<TagShape> Tags);

/// <summary>Adds tags to a virtual device, or puts them in the place of those with the same keys. AWS: API_TagMFADevice.</summary>
[Operation<IamApi>]
internal sealed class TagMFADevice(IMfaDeviceStore devices) : IOperation<TagMFADeviceRequest, Nothing>
{
    public static Access Requires(TagMFADeviceRequest request, Caller caller) => Access.On(request.SerialNumber).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<Nothing> HandleAsync(TagMFADeviceRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        var device = await devices.RequireAsync(caller, request.SerialNumber, ct);
        _ = await devices.ChangeTagsAsync(device.SerialNumber, tags => TagShape.Merge(tags, added, "TagsPerMFADevice"), ct)
            ?? throw IamErrors.MfaDeviceNotFound(request.SerialNumber);
        return new();
    }
}
