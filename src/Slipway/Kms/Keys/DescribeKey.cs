using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record DescribeKeyRequest([Length(1, 2048)] string KeyId, [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens);

internal sealed record DescribeKeyResponse(KeyMetadata KeyMetadata);

/// <summary>Describes a key. AWS: API_DescribeKey.</summary>
[Operation<KmsApi>]
internal sealed class DescribeKey(KeyFinder keys) : IOperation<DescribeKeyRequest, DescribeKeyResponse>
{
    public static Access Requires(DescribeKeyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<DescribeKeyResponse> HandleAsync(DescribeKeyRequest request, Caller caller, CancellationToken ct) =>
        new(KeyMetadata.Of(await keys.RequireByAnyNameAsync(caller, request.KeyId, ct)));
}
