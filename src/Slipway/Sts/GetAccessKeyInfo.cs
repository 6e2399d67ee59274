using Slipway.Identity;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

internal sealed record GetAccessKeyInfoRequest([Length(16, 128), Pattern(@"[\w]*")] string AccessKeyId);

internal sealed record GetAccessKeyInfoResponse(string Account);

/// <summary>
/// The account of an access key, which its id tells: also of keys that are gone, and of temporary ones. Keys whose id the
/// operator chose are looked up. AWS: API_GetAccessKeyInfo.
/// </summary>
[Operation<StsApi>]
internal sealed class GetAccessKeyInfo(Identities identities) : IOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>
{
    public static Access Requires(GetAccessKeyInfoRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetAccessKeyInfoResponse> HandleAsync(GetAccessKeyInfoRequest request, Caller caller, CancellationToken ct)
    {
        var holder = await identities.FindByAccessKeyAsync(request.AccessKeyId, ct);
        return new(holder?.User.Account ?? UniqueIds.AccountOf(request.AccessKeyId) ?? throw StsErrors.UnknownKey(request.AccessKeyId));
    }
}
