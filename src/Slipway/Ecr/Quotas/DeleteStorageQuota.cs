using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Quotas;

internal sealed record DeleteStorageQuotaRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName? RepositoryName);

internal sealed record DeleteStorageQuotaResponse(StorageQuotaShape StorageQuota);

/// <summary>Lifts the quota of a repository, or without its name of a registry; answers what it was. Ours: API_DeleteStorageQuota.</summary>
[Operation<SlipwayApi>]
internal sealed class DeleteStorageQuota(IRepositoryStore repositories, IStorageQuotaStore quotas)
    : IOperation<DeleteStorageQuotaRequest, DeleteStorageQuotaResponse>
{
    public static Access Requires(DeleteStorageQuotaRequest request, Caller caller) => Access.On(QuotaTarget.ArnOf(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<DeleteStorageQuotaResponse> HandleAsync(DeleteStorageQuotaRequest request, Caller caller, CancellationToken ct)
    {
        var target = await QuotaTarget.FindAsync(repositories, caller, request.RegistryId, request.RepositoryName, ct);
        var use = await target.FindUseAsync(quotas, ct);
        if (use.MostBytes is null) throw QuotaErrors.NotFound(target.Registry, request.RepositoryName);
        await target.PutAsync(quotas, null, ct);
        return new(StorageQuotaShape.Of(target.Registry, request.RepositoryName, use));
    }
}
