using Slipway.Ecr.Protection;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

internal sealed record BatchDeleteImageRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Items(1, 100)] IReadOnlyList<ImageIdentifier> ImageIds);

internal sealed record BatchDeleteImageResponse(IReadOnlyList<ImageIdentifier> ImageIds, IReadOnlyList<ImageFailure> Failures);

/// <summary>Deletes tags, and images with their last tag or by their digest. AWS: API_BatchDeleteImage.</summary>
[Operation<EcrApi>]
internal sealed class BatchDeleteImage(IRepositoryStore repositories, IImageStore images, IAuthorizer authorizer)
    : IOperation<BatchDeleteImageRequest, BatchDeleteImageResponse>
{
    public static Access Requires(BatchDeleteImageRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds));

    public async ValueTask<BatchDeleteImageResponse> HandleAsync(BatchDeleteImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        List<ImageIdentifier> deleted = [];
        List<ImageFailure> failures = [];
        var waiting = request.ImageIds;
        // An index and its children may come in one call, in any order: what is still referenced is tried again for as
        // long as something else goes.
        while (waiting.Count > 0)
        {
            List<ImageFailure> referenced = [];
            foreach (var id in waiting)
            {
                var failure = await DeleteAsync(repository, id, deleted, caller, ct);
                if (failure is { FailureCode: ImageFailureCode.ImageReferencedByManifestList }) referenced.Add(failure);
                else if (failure is not null) failures.Add(failure);
            }

            if (referenced.Count == waiting.Count)
            {
                failures.AddRange(referenced);
                break;
            }

            waiting = [.. referenced.Select(failure => failure.ImageId)];
        }

        return new(deleted, failures);
    }

    /// <returns>null when it was deleted, and then added to <paramref name="deleted"/>.</returns>
    private async ValueTask<ImageFailure?> DeleteAsync(
        Repository repository, ImageIdentifier id, List<ImageIdentifier> deleted, Caller caller, CancellationToken ct)
    {
        var selection = id.Select();
        if (selection.Failure is { } failure) return failure;
        var deletion = selection.Tag is { } tag
            ? await images.DeleteTagAsync(repository.Id, tag, selection.Digest, deleteLast: true, ChangeOrigin.Client, ct)
            : await DeleteImageAsync(repository, selection.Digest!.Value, caller, ct);
        switch (deletion.Status)
        {
            case ImageDeletionStatus.NotFound:
                return id.NotFound();
            case ImageDeletionStatus.DigestMismatch:
                return id.Mismatch();
            case ImageDeletionStatus.Protected:
                throw ProtectionErrors.ImagesAreProtected(repository);
            case ImageDeletionStatus.ReferencedByIndex:
                return id.Referenced(deletion.Parents);
            default:
                // One entry for each tag that went; an untagged image has its digest alone.
                if (deletion.Tags.Count == 0) deleted.Add(ImageIdentifier.Of(deletion.Digest!.Value, null));
                else deleted.AddRange(deletion.Tags.Select(gone => ImageIdentifier.Of(deletion.Digest!.Value, gone)));
                return null;
        }
    }

    /// <summary>An image that is deleted by its digest takes its tags along: the caller must be allowed each of them.</summary>
    private async ValueTask<ImageDeletion> DeleteImageAsync(Repository repository, Digest digest, Caller caller, CancellationToken ct)
    {
        HashSet<ImageTag> allowed = [];
        while (true)
        {
            var deletion = await images.DeleteImageAsync(repository.Id, digest, allowed, ChangeOrigin.Client, ct);
            if (deletion.Status is not ImageDeletionStatus.TagsDiffer) return deletion;
            var access = Access.To("ecr:BatchDeleteImage", EcrArns.Repository(repository.Registry, repository.Name));
            var verdict = await authorizer.DecideAsync(caller, access.ForEach(ImageTagKey.Name, deletion.Tags.Select(tag => tag.ToString()).ToArray()), ct);
            if (!verdict.IsAllowed) throw WireErrors.AccessDenied(ErrorFamily.Json, verdict);
            allowed.UnionWith(deletion.Tags);
        }
    }
}
