using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeImageReplicationDetailsRequest(
    RepositoryName RepositoryName,
    ImageIdentifier ImageId,
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record DescribeImageReplicationDetailsResponse(
    RepositoryName RepositoryName, ImageIdentifier ImageId, IReadOnlyList<ReplicationDetails> ReplicationDetails);

/// <summary>
/// Why an image has not arrived at a destination, or not yet: what ECR's DescribeImageReplicationStatus has no words for.
/// Ours: API_DescribeImageReplicationDetails.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class DescribeImageReplicationDetails(IRepositoryStore repositories, IImageStore images, IReplicationStore store)
    : IOperation<DescribeImageReplicationDetailsRequest, DescribeImageReplicationDetailsResponse>
{
    public static Access Requires(DescribeImageReplicationDetailsRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<DescribeImageReplicationDetailsResponse> HandleAsync(DescribeImageReplicationDetailsRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        var states = await store.ListStatesAsync(repository.Id, image.Digest, ct);
        return new(repository.Name, request.ImageId, [.. states.Select(Replication.ReplicationDetails.Of)]);
    }
}
