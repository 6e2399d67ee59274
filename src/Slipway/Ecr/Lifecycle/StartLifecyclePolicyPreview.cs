using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

internal sealed record StartLifecyclePolicyPreviewRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Length(100, 30720)] string? LifecyclePolicyText);

internal sealed record StartLifecyclePolicyPreviewResponse(
    string RegistryId, RepositoryName RepositoryName, string LifecyclePolicyText, LifecyclePreviewStatus Status);

/// <summary>Works out in the background what a policy would do, that of the request or the repository's own. AWS: API_StartLifecyclePolicyPreview.</summary>
[Operation<EcrApi>]
internal sealed class StartLifecyclePolicyPreview(
    IRepositoryStore repositories, ILifecyclePolicyStore policies, ILifecyclePreviewStore store, LifecyclePreviews previews, TimeProvider clock)
    : IOperation<StartLifecyclePolicyPreviewRequest, StartLifecyclePolicyPreviewResponse>
{
    public static Access Requires(StartLifecyclePolicyPreviewRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<StartLifecyclePolicyPreviewResponse> HandleAsync(StartLifecyclePolicyPreviewRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var text = request.LifecyclePolicyText ?? (await policies.FindAsync(repository.Id, ct))?.Text ?? throw LifecycleErrors.PolicyNotFound(repository);
        LifecyclePolicyText.Require(text);
        var isBegun = await store.TryBeginAsync(repository.Id, text, clock.GetUtcNow(), ct);
        // Another one may have been broken off: then it goes on.
        if (await store.FindAsync(repository.Id, ct) is not { } preview) throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
        if (preview.Status is LifecyclePreviewStatus.InProgress) previews.See(repository, preview);
        if (!isBegun) throw LifecycleErrors.PreviewInProgress(repository);
        return new(repository.Registry.Account, repository.Name, text, LifecyclePreviewStatus.InProgress);
    }
}
