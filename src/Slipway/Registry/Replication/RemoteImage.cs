using Slipway.Registry.Layers;
using Slipway.Registry.Manifests;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.Replication;

/// <summary>One image on its way to a registry elsewhere: children before their index, layers before their manifest.</summary>
internal sealed class RemoteImage(IRemoteRegistry remote, NewReplicationTask task, IImageStore images, PullLayer pull, ReplicationCargo cargo)
{
    private readonly string name = task.Repository.ToString();

    /// <returns>false when it is no longer in the source.</returns>
    public async ValueTask<bool> PushAsync(Digest digest, ImageTag? tag, int depth, CancellationToken ct)
    {
        if (await images.ReadManifestAsync(task.RepositoryId, Reference.To(digest), ct) is not { } manifest) return false;
        // A registry keeps no manifest without what it needs.
        var wasThere = await remote.FindDigestAsync(name, Reference.To(digest), ct) == digest;
        if (!wasThere)
        {
            if (depth == 0 || !ManifestDocument.TryParse(manifest.Content, manifest.MediaType, out var document, out _))
                throw new ReplicationFailureException(ReplicationFailureException.InvalidImage, isFinal: true, $"The manifest {digest} cannot be read", null);
            foreach (var child in document.Children) await PushAsync(child, null, depth - 1, ct);
            foreach (var blob in document.Blobs) await PushBlobAsync(blob, ct);
            if (tag is null) await remote.PushManifestAsync(name, Reference.To(digest), manifest, ct);
        }

        if (tag is { } known) await TagAsync(known, manifest, ct);
        cargo.Add(digest, wasThere);
        return true;
    }

    private async ValueTask PushBlobAsync(BlobReference blob, CancellationToken ct)
    {
        if (await remote.HasBlobAsync(name, blob.Digest, ct)) return;
        await using var content = await pull.OpenAsync(task.RepositoryId, blob.Digest, ct);
        // What the source lacks, such as a foreign layer, the destination judges when it gets the manifest.
        if (content is not null) await remote.PushBlobAsync(name, blob.Digest, content, ct);
    }

    private async ValueTask TagAsync(ImageTag tag, StoredManifest manifest, CancellationToken ct)
    {
        var current = await remote.FindDigestAsync(name, Reference.To(tag), ct);
        if (current == manifest.Digest) return;
        try
        {
            await remote.PushManifestAsync(name, Reference.To(tag), manifest, ct);
        }
        catch (RemoteFailureException fault) when (fault.Fault is RemoteFault.Invalid && current is not null)
        {
            // ECR's promise for a tag that the destination does not let move: the image arrives without it.
            await remote.PushManifestAsync(name, Reference.To(manifest.Digest), manifest, ct);
        }
    }
}
