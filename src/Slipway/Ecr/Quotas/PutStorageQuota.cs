using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Quotas;

internal sealed record PutStorageQuotaRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName? RepositoryName, [Bounds(0, long.MaxValue)] long MaxBytes);

internal sealed record PutStorageQuotaResponse(StorageQuotaShape StorageQuota);

/// <summary>Limits the bytes that a repository, or without its name a registry, may hold. Ours: API_PutStorageQuota.</summary>
[Operation<SlipwayApi>]
internal sealed class PutStorageQuota(IRepositoryStore repositories, IStorageQuotaStore quotas) : IOperation<PutStorageQuotaRequest, PutStorageQuotaResponse>
{
    public static Access Requires(PutStorageQuotaRequest request, Caller caller) => Access.On(QuotaTarget.ArnOf(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<PutStorageQuotaResponse> HandleAsync(PutStorageQuotaRequest request, Caller caller, CancellationToken ct)
    {
        var target = await QuotaTarget.FindAsync(repositories, caller, request.RegistryId, request.RepositoryName, ct);
        return new(StorageQuotaShape.Of(target.Registry, request.RepositoryName, await target.PutAsync(quotas, request.MaxBytes, ct)));
    }
}
