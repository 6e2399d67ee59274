namespace Slipway.Registry.Images;

/// <summary>Reads manifests for those who pull, and notes that they did.</summary>
public sealed class PullImage(IImageStore images, PullTimes pulls)
{
    /// <summary>Looks without pulling.</summary>
    /// <returns>null when absent.</returns>
    public ValueTask<StoredManifest?> FindAsync(Repository repository, Reference reference, CancellationToken ct) =>
        images.ReadManifestAsync(repository.Id, reference, ct);

    /// <inheritdoc cref="FindAsync"/>
    public ValueTask<StoredManifest?> PullAsync(Repository repository, Reference reference, CancellationToken ct)
    {
        var reading = images.ReadManifestAsync(repository.Id, reference, ct);
        return reading.IsCompletedSuccessfully ? new(Noted(repository, reading.Result)) : SlowlyAsync(repository, reading);
    }

    private async ValueTask<StoredManifest?> SlowlyAsync(Repository repository, ValueTask<StoredManifest?> reading) =>
        Noted(repository, await reading);

    private StoredManifest? Noted(Repository repository, StoredManifest? manifest)
    {
        if (manifest is not null) pulls.Note(repository.Id, manifest.Digest);
        return manifest;
    }
}
