namespace Slipway.Registry.Images;

/// <summary>Reads manifests for those who pull, and notes that they did.</summary>
public sealed class PullImage(IImageStore images, PullTimes pulls, PullExclusions exclusions)
{
    /// <summary>Looks without pulling.</summary>
    /// <returns>null when absent.</returns>
    public ValueTask<StoredManifest?> FindAsync(Repository repository, Reference reference, CancellationToken ct) =>
        images.ReadManifestAsync(repository.Id, reference, ct);

    /// <inheritdoc cref="FindAsync"/>
    /// <param name="puller">The ARN of the user or role that pulls.</param>
    public ValueTask<StoredManifest?> PullAsync(Repository repository, Reference reference, string puller, CancellationToken ct)
    {
        var reading = images.ReadManifestAsync(repository.Id, reference, ct);
        return reading.IsCompletedSuccessfully && exclusions.Excludes(repository.Registry, puller) is { } isExcluded
            ? new(Noted(repository, reading.Result, isExcluded))
            : SlowlyAsync(repository, reading, puller, ct);
    }

    private async ValueTask<StoredManifest?> SlowlyAsync(Repository repository, ValueTask<StoredManifest?> reading, string puller, CancellationToken ct)
    {
        var manifest = await reading;
        bool? isExcluded;
        while ((isExcluded = exclusions.Excludes(repository.Registry, puller)) is null) await exclusions.LoadAsync(ct);
        return Noted(repository, manifest, isExcluded.Value);
    }

    private StoredManifest? Noted(Repository repository, StoredManifest? manifest, bool isExcluded)
    {
        if (manifest is not null && !isExcluded) pulls.Note(repository.Id, manifest.Digest);
        return manifest;
    }
}
