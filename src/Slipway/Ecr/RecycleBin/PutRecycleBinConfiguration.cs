using Slipway.Ecr.Quotas;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

/// <param name="RetentionDays">0 keeps nothing. Of a repository: null follows the registry.</param>
internal sealed record PutRecycleBinConfigurationRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName? RepositoryName, [Bounds(0, 365)] int? RetentionDays);

internal sealed record RecycleBinConfigurationResponse(RecycleBinConfigurationShape RecycleBinConfiguration);

/// <summary>Sets how long what is deleted can be restored. Ours: API_PutRecycleBinConfiguration.</summary>
[Operation<SlipwayApi>]
internal sealed class PutRecycleBinConfiguration(IRepositoryStore repositories, IRecycleBinStore store)
    : IOperation<PutRecycleBinConfigurationRequest, RecycleBinConfigurationResponse>
{
    public static Access Requires(PutRecycleBinConfigurationRequest request, Caller caller) =>
        Access.On(QuotaTarget.ArnOf(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RecycleBinConfigurationResponse> HandleAsync(PutRecycleBinConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        if (request.RepositoryName is not { } name)
        {
            var registry = EcrApi.ScopeOf(caller, request.RegistryId);
            var days = request.RetentionDays ?? throw RecycleBinErrors.RetentionMissing();
            await store.PutRetentionAsync(registry, days, ct);
            return new(new(registry.Account, null, days, null));
        }

        var repository = await repositories.RequireAsync(caller, request.RegistryId, name, ct);
        return await store.PutRetentionAsync(repository.Id, request.RetentionDays, ct) && await store.FindRetentionAsync(repository.Id, ct) is { } retention
            ? new(new(repository.Registry.Account, name, retention.Days, retention.IsInherited))
            : throw EcrErrors.RepositoryNotFound(repository.Registry, name);
    }
}
