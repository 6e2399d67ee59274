using Slipway.Registry;
using Slipway.Registry.Quotas;
using Slipway.Wire;

namespace Slipway.Ecr.Quotas;

/// <summary>What storage quotas refuse. ECR's own limits answer with the same code.</summary>
internal static class QuotaErrors
{
    public static AwsError Exceeded(StorageQuotaException full) => new("LimitExceededException", full.Message);

    public static AwsError NotFound(RegistryScope registry, RepositoryName? repository) => new(
        "StorageQuotaNotFoundException",
        repository is { } name
            ? $"The repository with name '{name}' in the registry with id '{registry.Account}' has no storage quota"
            : $"The registry with id '{registry.Account}' has no storage quota");
}
