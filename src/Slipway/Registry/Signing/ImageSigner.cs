using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Layers;
using Slipway.Registry.Manifests;
using Slipway.Registry.Quotas;

namespace Slipway.Registry.Signing;

/// <summary>
/// Signs an image with a profile's key, and pushes the signature beside it. The signature is on the disk before it is
/// pushed, so that a second attempt after a crash pushes the same bytes, not another signature.
/// </summary>
internal sealed class ImageSigner(ISigningStore store, SigningKeys keys, IImageStore images, PushLayer layers, PullLayer held, PushImage push, TimeProvider clock)
{
    public async ValueTask SignAsync(RegistryScope registry, long repositoryId, Digest digest, string profileArn, CancellationToken ct)
    {
        var known = (await store.ListAsync(repositoryId, digest, ct)).FirstOrDefault(signing => signing.ProfileArn == profileArn);
        if (known is { Status: SigningStatus.Complete }) return;
        // Deleted since it was pushed: nothing is left to be signed.
        if (await images.ReadManifestAsync(repositoryId, Reference.To(digest), ct) is not { } image) return;

        var key = await keys.RequireAsync(profileArn, registry, ct);
        var signing = known is { Status: SigningStatus.InProgress, Envelope: not null } ? known : await BeginAsync(repositoryId, key, image, ct);
        var failure = await PushAsync(signing, key, image, ct);
        await store.PutAsync(
            signing with
            {
                Status = failure is null ? SigningStatus.Complete : SigningStatus.Failed,
                FailureCode = failure?.Code,
                FailureReason = failure?.Reason,
                Envelope = null,
            },
            ct);
    }

    private async ValueTask<ImageSigning> BeginAsync(long repositoryId, SigningKey key, StoredManifest image, CancellationToken ct)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        ImageSigning signing = new(
            repositoryId, image.Digest, key.ProfileArn, SigningStatus.InProgress, null, null, NotarySignature.Envelope(keys, key, image, now), now);
        await store.PutAsync(signing, ct);
        return signing;
    }

    private async ValueTask<SigningFailure?> PushAsync(ImageSigning signing, SigningKey key, StoredManifest image, CancellationToken ct)
    {
        var envelope = Encoding.UTF8.GetBytes(signing.Envelope!);
        try
        {
            await PushBlobAsync(signing.RepositoryId, NotarySignature.Config, ct);
            await PushBlobAsync(signing.RepositoryId, envelope, ct);
            var manifest = NotarySignature.Manifest(key, envelope, image, signing.MadeAt);
            var outcome = await push.PushAsync(
                new(signing.RepositoryId, manifest, MediaType.OciImage, Digest: null, Tag: null) { Origin = ChangeOrigin.Signing }, ct);
            return outcome.IsStored ? null : new("SignaturePushFailed", $"The signature could not be pushed: {outcome.Status}");
        }
        catch (StorageQuotaException full)
        {
            return new("StorageQuotaExceeded", full.Message);
        }
    }

    private async ValueTask PushBlobAsync(long repositoryId, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var digest = Digest.Of(DigestAlgorithm.Sha256, content.Span);
        if (await held.FindAsync(repositoryId, digest, ct) is not null) return;
        await using var upload = await layers.StartAsync(repositoryId, ct);
        var isDone = false;
        try
        {
            await upload.AppendAsync(PipeReader.Create(new ReadOnlySequence<byte>(content)), digest, ct);
            isDone = await layers.CompleteAsync(upload, digest, ct) is LayerPush.Completed;
        }
        finally
        {
            if (!isDone) await upload.AbortAsync(CancellationToken.None);
        }
    }

    private sealed record SigningFailure(string Code, string Reason);
}
