using Slipway.Registry;
using Slipway.Registry.Scanning;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal sealed record BatchGetRepositoryScanningConfigurationRequest([Items(1, 25)] IReadOnlyList<RepositoryName> RepositoryNames);

internal sealed record BatchGetRepositoryScanningConfigurationResponse(
    IReadOnlyList<RepositoryScanningConfiguration> ScanningConfigurations, IReadOnlyList<RepositoryScanningConfigurationFailure> Failures);

/// <param name="ScanOnPush">The repository's own setting.</param>
internal sealed record RepositoryScanningConfiguration(
    string RepositoryArn, RepositoryName RepositoryName, bool ScanOnPush, ScanFrequency ScanFrequency, IReadOnlyList<ScanningRepositoryFilter> AppliedScanFilters);

internal enum ScanningConfigurationFailureCode
{
    RepositoryNotFound,
}

internal sealed record RepositoryScanningConfigurationFailure(RepositoryName RepositoryName, ScanningConfigurationFailureCode FailureCode, string FailureReason);

/// <summary>When the images of repositories are scanned, and by which filters. AWS: API_BatchGetRepositoryScanningConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class BatchGetRepositoryScanningConfiguration(IRepositoryStore repositories, ScanningSettings settings)
    : IOperation<BatchGetRepositoryScanningConfigurationRequest, BatchGetRepositoryScanningConfigurationResponse>
{
    // The reason that ECR gives is its code once more.
    private const string NotFound = "REPOSITORY_NOT_FOUND";

    public static Access Requires(BatchGetRepositoryScanningConfigurationRequest request, Caller caller)
    {
        var access = Access.On(EcrArns.Repository(caller, null, request.RepositoryNames[0]));
        foreach (var name in request.RepositoryNames.Skip(1)) access.Also("ecr:BatchGetRepositoryScanningConfiguration", EcrArns.Repository(caller, null, name));
        return access;
    }

    public async ValueTask<BatchGetRepositoryScanningConfigurationResponse> HandleAsync(
        BatchGetRepositoryScanningConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var rules = await settings.FindAsync(registry, ct);
        List<RepositoryScanningConfiguration> found = [];
        List<RepositoryScanningConfigurationFailure> failures = [];
        foreach (var name in request.RepositoryNames.Distinct())
        {
            if (await repositories.FindAsync(registry, name, ct) is not { } repository)
            {
                failures.Add(new(name, ScanningConfigurationFailureCode.RepositoryNotFound, NotFound));
                continue;
            }

            var plan = rules.PlanOf(name, repository.ScanOnPush);
            found.Add(new(EcrArns.Repository(registry, name), name, repository.ScanOnPush, plan.Frequency, ScanningRepositoryFilter.Of(plan.AppliedFilters)));
        }

        return new(found, failures);
    }
}
