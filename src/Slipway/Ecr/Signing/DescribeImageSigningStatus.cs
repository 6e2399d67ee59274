using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Signing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Signing;

internal sealed record DescribeImageSigningStatusRequest(
    RepositoryName RepositoryName, ImageIdentifier ImageId, [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record DescribeImageSigningStatusResponse(
    RepositoryName RepositoryName, ImageIdentifier ImageId, string RegistryId, IReadOnlyList<ImageSigningStatus> SigningStatuses);

/// <summary>How far an image's signatures are, one for each profile that signs it. AWS: API_DescribeImageSigningStatus.</summary>
[Operation<EcrApi>]
internal sealed class DescribeImageSigningStatus(IRepositoryStore repositories, IImageStore images, SigningConfigurations configurations, ISigningStore signings, ChangeFeed feed)
    : IOperation<DescribeImageSigningStatusRequest, DescribeImageSigningStatusResponse>
{
    public static Access Requires(DescribeImageSigningStatusRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<DescribeImageSigningStatusResponse> HandleAsync(DescribeImageSigningStatusRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        await feed.Positions.SaveAsync(ct);
        // Asked before what is known: what is acted on in between is then known, at worst told as in progress.
        var isPending = await signings.IsPendingAsync(SigningFollower.OwnName, repository.Id, image.Digest, ct);
        var known = await signings.ListAsync(repository.Id, image.Digest, ct);
        List<ImageSigningStatus> statuses = [.. known.Select(ImageSigningStatus.Of)];
        if (isPending && await configurations.FindAsync(repository.Registry, ct) is { } configuration)
        {
            statuses.AddRange(configuration.ProfilesFor(repository.Name)
                .Where(profile => known.All(signing => signing.ProfileArn != profile))
                .Select(profile => new ImageSigningStatus(profile, null, null, SigningStatus.InProgress)));
        }

        return new(repository.Name, NamedImage.Shown(image, request.ImageId), repository.Registry.Account, statuses);
    }
}

internal sealed record ImageSigningStatus(string SigningProfileArn, string? FailureCode, string? FailureReason, SigningStatus Status)
{
    public static ImageSigningStatus Of(ImageSigning signing) => new(signing.ProfileArn, signing.FailureCode, signing.FailureReason, signing.Status);
}
