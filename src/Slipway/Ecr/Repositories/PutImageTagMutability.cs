using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

internal sealed record PutImageTagMutabilityRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    TagMutability ImageTagMutability,
    [Items(1, 5)] IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters);

internal sealed record PutImageTagMutabilityResponse(
    string RegistryId,
    RepositoryName RepositoryName,
    TagMutability ImageTagMutability,
    IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters);

/// <summary>Says which tags of a repository may move from now on, on every path that pushes. AWS: API_PutImageTagMutability.</summary>
[Operation<EcrApi>]
internal sealed class PutImageTagMutability(IRepositoryStore repositories, ISettingsReplication replication)
    : IOperation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse>
{
    public static Access Requires(PutImageTagMutabilityRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<PutImageTagMutabilityResponse> HandleAsync(PutImageTagMutabilityRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var rules = ImageTagMutabilityExclusionFilter.ToRules(request.ImageTagMutability, request.ImageTagMutabilityExclusionFilters);
        var repository = await repositories.SetTagRulesAsync(registry, request.RepositoryName, rules, ct)
            ?? throw EcrErrors.RepositoryNotFound(registry, request.RepositoryName);
        await replication.ChangedAsync(repository, ReplicatedSetting.TagMutability, ct);
        return new(
            registry.Account,
            repository.Name,
            repository.TagRules.Mutability,
            ImageTagMutabilityExclusionFilter.Of(repository.TagRules));
    }
}
