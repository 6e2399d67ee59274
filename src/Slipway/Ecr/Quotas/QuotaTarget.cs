using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Wire;

namespace Slipway.Ecr.Quotas;

/// <summary>What a quota is put on: a repository, or a whole registry.</summary>
/// <param name="Repository">null for the registry.</param>
internal sealed record QuotaTarget(RegistryScope Registry, Repository? Repository)
{
    public static string ArnOf(Caller caller, string? registryId, RepositoryName? name) =>
        name is { } one ? EcrArns.Repository(caller, registryId, one) : EcrArns.AnyRepository(EcrApi.ScopeOf(caller, registryId));

    public static async ValueTask<QuotaTarget> FindAsync(IRepositoryStore repositories, Caller caller, string? registryId, RepositoryName? name, CancellationToken ct) => new(
        EcrApi.ScopeOf(caller, registryId),
        name is { } one ? await repositories.RequireAsync(caller, registryId, one, ct) : null);

    public async ValueTask<StorageUse> FindUseAsync(IStorageQuotaStore quotas, CancellationToken ct) => Repository is null
        ? await quotas.FindAsync(Registry, ct)
        : await quotas.FindAsync(Repository.Id, ct) ?? throw EcrErrors.RepositoryNotFound(Registry, Repository.Name);

    /// <returns>As it is then.</returns>
    public async ValueTask<StorageUse> PutAsync(IStorageQuotaStore quotas, long? mostBytes, CancellationToken ct)
    {
        if (Repository is null) await quotas.PutAsync(Registry, mostBytes, ct);
        else if (!await quotas.PutAsync(Repository.Id, mostBytes, ct)) throw EcrErrors.RepositoryNotFound(Registry, Repository.Name);
        return await FindUseAsync(quotas, ct);
    }
}
