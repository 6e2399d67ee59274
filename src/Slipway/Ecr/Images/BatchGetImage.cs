using Slipway.Ecr.PullThrough;
using Slipway.Registry;
using Slipway.Registry.Images;
using Slipway.Registry.Remotes;
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
internal sealed class BatchGetImage(CachedPulls cached, PullImage images, IEncryptionKeys keys) : IOperation<BatchGetImageRequest, BatchGetImageResponse>
{
    // A hundred of the largest manifests would be gigabytes by the time they are JSON. What images have is a few kilobytes.
    private const long MostBytes = 16 << 20;

    public static Access Requires(BatchGetImageRequest request, Caller caller) => Access
        .To("ecr:BatchGetImage", EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds));

    public async ValueTask<BatchGetImageResponse> HandleAsync(BatchGetImageRequest request, Caller caller, CancellationToken ct)
    {
        var (repository, lacking) = await FindAsync(request, caller, ct);
        if (repository is null) return new([], [.. request.ImageIds.Select(id => id.Select().Failure ?? (lacking is null ? id.NotFound() : id.Upstream(lacking)))]);
        if (await keys.FaultOfAsync(repository.Encryption.Domain, ct) is { } fault) return new([], [.. request.ImageIds.Select(id => id.Shut(fault))]);
        var upstream = await cached.BeginAsync(caller, repository, ct);
        List<ImageShape> found = [];
        List<ImageFailure> failures = [];
        var bytes = 0L;
        foreach (var id in request.ImageIds)
        {
            var selection = id.Select();
            var (manifest, failure) = selection.Failure is { } unreadable ? (null, unreadable) : await PullAsync(repository, upstream, id, selection, caller, ct);
            if (manifest is null)
            {
                failures.Add(failure ?? id.NotFound());
                continue;
            }

            if ((bytes += manifest.Content.Length) > MostBytes) throw EcrErrors.ManifestsTooLarge(MostBytes);
            found.Add(ImageShape.Of(repository, manifest, selection.Tag));
        }

        return new(found, failures);
    }

    /// <returns>No repository where a rule of the cache might make it but there is nothing to pull, and why, when that is the upstream's fault.</returns>
    private async ValueTask<(Repository? Repository, RemoteFailureException? Lacking)> FindAsync(BatchGetImageRequest request, Caller caller, CancellationToken ct)
    {
        var wanted = request.ImageIds.Select(id => id.Select()).Where(selection => selection.Failure is null).Select(selection => selection.Reference);
        try
        {
            return (await cached.FindOrMakeAsync(caller, EcrApi.ScopeOf(caller, request.RegistryId), request.RepositoryName, Requires(request, caller), wanted, ct), null);
        }
        catch (RemoteFailureException failure)
        {
            return failure.Fault is RemoteFault.NoCredentials ? throw PullThroughErrors.NoImage(failure) : (null, failure);
        }
    }

    private async ValueTask<(StoredManifest? Manifest, ImageFailure? Failure)> PullAsync(
        Repository repository, CachedPull? upstream, ImageIdentifier id, ImageSelection selection, Caller caller, CancellationToken ct)
    {
        var coming = upstream is null ? null : await upstream.FindAsync(selection.Reference, ct);
        if (upstream?.Failure is { Fault: RemoteFault.Refused } refusal) return (null, id.Upstream(refusal));
        // A tag that came with a digest must point to it; looked at before, so that a refusal counts as no pull.
        if (selection is { Tag: { } tag, Digest: { } digest }
            && (coming ?? await images.FindAsync(repository, Reference.To(tag), ct)) is { } tagged && tagged.Digest != digest)
            return (null, id.Mismatch());
        var manifest = coming ?? await images.PullAsync(repository, selection.Reference, caller.Principal.IdentityArn, ct);
        if (manifest is not null || upstream?.Failure is not { } failure) return (manifest, null);
        return failure.Fault is RemoteFault.NoCredentials ? throw PullThroughErrors.NoImage(failure) : (null, id.Upstream(failure));
    }
}
