using Slipway.Ecr.Quotas;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record GetRecycleBinConfigurationRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName? RepositoryName);

/// <summary>Says how long what is deleted can be restored, and for a repository by whose setting. Ours: API_GetRecycleBinConfiguration.</summary>
[Operation<SlipwayApi>]
internal sealed class GetRecycleBinConfiguration(IRepositoryStore repositories, IRecycleBinStore store)
    : IOperation<GetRecycleBinConfigurationRequest, RecycleBinConfigurationResponse>
{
    public static Access Requires(GetRecycleBinConfigurationRequest request, Caller caller) =>
        Access.On(QuotaTarget.ArnOf(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RecycleBinConfigurationResponse> HandleAsync(GetRecycleBinConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        if (request.RepositoryName is not { } name)
        {
            var registry = EcrApi.ScopeOf(caller, request.RegistryId);
            return new(new(registry.Account, null, await store.FindRetentionAsync(registry, ct), null));
        }

        var repository = await repositories.RequireAsync(caller, request.RegistryId, name, ct);
        return await store.FindRetentionAsync(repository.Id, ct) is { } retention
            ? new(new(repository.Registry.Account, name, retention.Days, retention.IsInherited))
            : throw EcrErrors.RepositoryNotFound(repository.Registry, name);
    }
}
