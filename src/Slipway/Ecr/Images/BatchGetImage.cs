using Slipway.Registry;
using Slipway.Registry.Images;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

internal sealed record BatchGetImageRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Items(1, 100)] IReadOnlyList<ImageIdentifier> ImageIds,
    [Items(1, 100)] IReadOnlyList<string>? AcceptedMediaTypes);

internal sealed record BatchGetImageResponse(IReadOnlyList<ImageShape> Images, IReadOnlyList<ImageFailure> Failures);

/// <summary>The manifests of images; it counts as pulling them. AWS: API_BatchGetImage.</summary>
// Departs: a manifest is never converted to a type of acceptedMediaTypes; it is answered as it was pushed, which every current client takes.
[Operation<EcrApi>]
internal sealed class BatchGetImage(IRepositoryStore repositories, PullImage images, IEncryptionKeys keys) : IOperation<BatchGetImageRequest, BatchGetImageResponse>
{
    // A hundred of the largest manifests would be gigabytes by the time they are JSON. What images have is a few kilobytes.
    private const long MostBytes = 16 << 20;

    public static Access Requires(BatchGetImageRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds));

    public async ValueTask<BatchGetImageResponse> HandleAsync(BatchGetImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        if (await keys.FaultOfAsync(repository.Encryption.Domain, ct) is { } fault) return new([], [.. request.ImageIds.Select(id => id.Shut(fault))]);
        List<ImageShape> found = [];
        List<ImageFailure> failures = [];
        var bytes = 0L;
        foreach (var id in request.ImageIds)
        {
            var selection = id.Select();
            var failure = selection.Failure ?? await CheckAsync(repository, id, selection, ct);
            if (failure is not null || await images.PullAsync(repository, selection.Reference, caller.Principal.IdentityArn, ct) is not { } manifest)
            {
                failures.Add(failure ?? id.NotFound());
                continue;
            }

            if ((bytes += manifest.Content.Length) > MostBytes) throw EcrErrors.ManifestsTooLarge(MostBytes);
            found.Add(ImageShape.Of(repository, manifest, selection.Tag));
        }

        return new(found, failures);
    }

    /// <summary>A tag that came with a digest must point to it; looked at before, so that a refusal counts as no pull.</summary>
    private async ValueTask<ImageFailure?> CheckAsync(Repository repository, ImageIdentifier id, ImageSelection selection, CancellationToken ct)
    {
        if (selection is not { Tag: { } tag, Digest: { } digest }) return null;
        var tagged = await images.FindAsync(repository, Reference.To(tag), ct);
        return tagged is null ? id.NotFound() : tagged.Digest == digest ? null : id.Mismatch();
    }
}
