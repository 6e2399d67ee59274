using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Tags;

internal sealed record TagResourceRequest(string ResourceArn, IReadOnlyList<TagShape> Tags);

internal sealed record TagResourceResponse;

/// <summary>Adds tags to a repository, or puts them in the place of those with the same keys. AWS: API_TagResource.</summary>
[Operation<EcrApi>]
internal sealed class TagResource(IRepositoryStore repositories, ISettingsReplication replication) : IOperation<TagResourceRequest, TagResourceResponse>
{
    public static Access Requires(TagResourceRequest request, Caller caller) =>
        Access.On(request.ResourceArn).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<TagResourceResponse> HandleAsync(TagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var (registry, name) = TaggedRepository.Of(request.ResourceArn, caller);
        var added = TagShape.ToSet(request.Tags);
        var repository = await repositories.ChangeTagsAsync(
            registry,
            name,
            tags => tags.Merge(added) is { Count: <= TagShape.MostTags } merged ? merged : throw EcrErrors.TooManyTags(request.ResourceArn),
            ct) ?? throw EcrErrors.RepositoryNotFound(registry, name);
        await replication.ChangedAsync(repository, ReplicatedSetting.ResourceTags, ct);
        return new();
    }
}
