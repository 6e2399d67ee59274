using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Tags;

internal sealed record UntagResourceRequest(string ResourceArn, IReadOnlyList<string> TagKeys);

internal sealed record UntagResourceResponse;

/// <summary>Removes tags from a repository; keys that it does not have are passed over. AWS: API_UntagResource.</summary>
[Operation<EcrApi>]
internal sealed class UntagResource(IRepositoryStore repositories, ISettingsReplication replication) : IOperation<UntagResourceRequest, UntagResourceResponse>
{
    public static Access Requires(UntagResourceRequest request, Caller caller) => Access.On(request.ResourceArn).WithTagKeys(request.TagKeys);

    public async ValueTask<UntagResourceResponse> HandleAsync(UntagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var (registry, name) = TaggedRepository.Of(request.ResourceArn, caller);
        foreach (var key in request.TagKeys) TagShape.RefuseKey(key);
        var repository = await repositories.ChangeTagsAsync(registry, name, tags => tags.Without(request.TagKeys), ct)
            ?? throw EcrErrors.RepositoryNotFound(registry, name);
        await replication.ChangedAsync(repository, ReplicatedSetting.ResourceTags, ct);
        return new();
    }
}
