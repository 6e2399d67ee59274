using Slipway.Ecr.Sealing;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

internal sealed record CreateRepositoryRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    IReadOnlyList<TagShape>? Tags,
    TagMutability? ImageTagMutability,
    [Items(1, 5)] IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters,
    ImageScanningConfiguration? ImageScanningConfiguration,
    EncryptionConfiguration? EncryptionConfiguration);

internal sealed record CreateRepositoryResponse(RepositoryShape Repository);

/// <summary>Creates an empty repository. AWS: API_CreateRepository.</summary>
[Operation<EcrApi>]
internal sealed class CreateRepository(IRepositoryStore repositories, IEncryptionKeys keys, RegistryHost host, TimeProvider clock)
    : IOperation<CreateRepositoryRequest, CreateRepositoryResponse>
{
    public static Access Requires(CreateRepositoryRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .AlsoIf(request.Tags is { Count: > 0 }, "ecr:TagResource")
        .AlsoForKey(caller, request.EncryptionConfiguration)
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<CreateRepositoryResponse> HandleAsync(CreateRepositoryRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var tags = TagShape.ToSet(request.Tags);
        if (tags.Count > TagShape.MostTags) throw EcrErrors.TooManyTags(EcrArns.Repository(registry, request.RepositoryName));
        var encryption = await EncryptionOfAsync(registry, request.EncryptionConfiguration, ct);
        var repository = new Repository(
            Id: 0,
            registry,
            request.RepositoryName,
            // As stored, so that this answer and the next say the same.
            DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            ImageTagMutabilityExclusionFilter.ToRules(request.ImageTagMutability ?? TagMutability.Mutable, request.ImageTagMutabilityExclusionFilters),
            request.ImageScanningConfiguration?.ScanOnPush ?? false,
            encryption,
            tags);

        return await repositories.TryAddAsync(repository, ct) is { } added
            ? new(RepositoryShape.Of(added, host))
            : throw EcrErrors.RepositoryAlreadyExists(registry, request.RepositoryName);
    }

    private async ValueTask<Encryption> EncryptionOfAsync(RegistryScope registry, EncryptionConfiguration? configuration, CancellationToken ct)
    {
        try
        {
            return await keys.ResolveAsync(registry, EncryptionConfiguration.ToEncryption(configuration), ct);
        }
        catch (KeyUnavailableException fault)
        {
            throw KmsRefusals.Of(fault);
        }
    }
}
