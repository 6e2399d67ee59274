using Slipway.Registry;
using Slipway.Registry.Usage;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Usage;

internal sealed record GetRepositoryUsageRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

internal sealed record GetRepositoryUsageResponse(RepositoryUsageShape RepositoryUsage);

/// <summary>Says what a repository holds. Ours: API_GetRepositoryUsage.</summary>
[Operation<SlipwayApi>]
internal sealed class GetRepositoryUsage(IRepositoryStore repositories, IRepositoryUsageStore usages)
    : IOperation<GetRepositoryUsageRequest, GetRepositoryUsageResponse>
{
    public static Access Requires(GetRepositoryUsageRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<GetRepositoryUsageResponse> HandleAsync(GetRepositoryUsageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return await usages.FindAsync(repository.Id, ct) is { } usage
            ? new(RepositoryUsageShape.Of(repository, usage))
            : throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
    }
}
