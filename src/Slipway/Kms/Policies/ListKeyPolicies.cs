using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Policies;

internal sealed record ListKeyPoliciesRequest(
    [Length(1, 2048)] string KeyId, [Bounds(1, 1000)] int? Limit, [Length(1, 1024)] [Pattern(@"[\u0020-\u00FF]*")] string? Marker);

internal sealed record ListKeyPoliciesResponse(IReadOnlyList<string> PolicyNames, bool Truncated);

/// <summary>The names of a key's policies, of which there is one. AWS: API_ListKeyPolicies.</summary>
[Operation<KmsApi>]
internal sealed class ListKeyPolicies(KeyFinder keys) : IOperation<ListKeyPoliciesRequest, ListKeyPoliciesResponse>
{
    public static Access Requires(ListKeyPoliciesRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<ListKeyPoliciesResponse> HandleAsync(ListKeyPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Marker is not null) throw KmsErrors.InvalidMarker();
        await keys.RequireAsync(caller, request.KeyId, ct);
        return new([DefaultPolicy.Name], Truncated: false);
    }
}
