using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeImageReplicationStatusRequest(
    RepositoryName RepositoryName,
    ImageIdentifier ImageId,
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record DescribeImageReplicationStatusResponse(
    RepositoryName RepositoryName, ImageIdentifier ImageId, IReadOnlyList<ImageReplicationStatus> ReplicationStatuses);

/// <summary>API_ImageReplicationStatus.</summary>
internal sealed record ImageReplicationStatus(string Region, string RegistryId, ReplicationStatus Status, string? FailureCode)
{
    public static ImageReplicationStatus Of(ReplicationState state) =>
        new(state.Route.Destination.Region, state.Route.Destination.Account, state.Status, state.FailureCode);
}

/// <summary>How far an image has come at each destination; none where no rule matched its push. AWS: API_DescribeImageReplicationStatus.</summary>
[Operation<EcrApi>]
internal sealed class DescribeImageReplicationStatus(IRepositoryStore repositories, IImageStore images, IReplicationStore store)
    : IOperation<DescribeImageReplicationStatusRequest, DescribeImageReplicationStatusResponse>
{
    public static Access Requires(DescribeImageReplicationStatusRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<DescribeImageReplicationStatusResponse> HandleAsync(DescribeImageReplicationStatusRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        var states = await store.ListStatesAsync(repository.Id, image.Digest, ct);
        return new(repository.Name, request.ImageId, [.. states.Select(ImageReplicationStatus.Of)]);
    }
}
