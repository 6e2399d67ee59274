using Slipway.Registry;

namespace Slipway.Ecr.Repositories;

/// <summary>Whether images are scanned when they are pushed (API_ImageScanningConfiguration).</summary>
internal sealed record ImageScanningConfiguration(bool? ScanOnPush);

/// <summary>A repository as clients see it (API_Repository). Members that Terraform stores are always there.</summary>
internal sealed record RepositoryShape(
    string RepositoryArn,
    string RegistryId,
    RepositoryName RepositoryName,
    string RepositoryUri,
    DateTimeOffset CreatedAt,
    TagMutability ImageTagMutability,
    IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters,
    ImageScanningConfiguration ImageScanningConfiguration,
    EncryptionConfiguration EncryptionConfiguration)
{
    public static RepositoryShape Of(Repository repository, RegistryHost host) => new(
        EcrArns.Repository(repository.Registry, repository.Name),
        repository.Registry.Account,
        repository.Name,
        host.UriOf(repository),
        repository.CreatedAt,
        repository.TagRules.Mutability,
        ImageTagMutabilityExclusionFilter.Of(repository.TagRules),
        new(repository.ScanOnPush),
        EncryptionConfiguration.Of(repository.Encryption));
}
