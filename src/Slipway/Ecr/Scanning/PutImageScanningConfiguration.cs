using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal sealed record PutImageScanningConfigurationRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, ImageScanningConfiguration ImageScanningConfiguration);

internal sealed record PutImageScanningConfigurationResponse(string RegistryId, RepositoryName RepositoryName, ImageScanningConfiguration ImageScanningConfiguration);

/// <summary>The repository's own setting, which counts where no rule of its registry does. AWS: API_PutImageScanningConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class PutImageScanningConfiguration(IRepositoryStore repositories, ISettingsReplication replication)
    : IOperation<PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse>
{
    public static Access Requires(PutImageScanningConfigurationRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<PutImageScanningConfigurationResponse> HandleAsync(PutImageScanningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var repository = await repositories.SetScanOnPushAsync(registry, request.RepositoryName, request.ImageScanningConfiguration.ScanOnPush ?? false, ct)
            ?? throw EcrErrors.RepositoryNotFound(registry, request.RepositoryName);
        await replication.ChangedAsync(repository, ReplicatedSetting.ScanOnPush, ct);
        return new(registry.Account, repository.Name, new(repository.ScanOnPush));
    }
}
