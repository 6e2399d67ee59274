using Slipway.Registry.Manifests;

namespace Slipway.Registry.PullThrough;

/// <summary>An image on its way into a repository: what is served of it until it has arrived.</summary>
internal sealed class UpstreamImport(StoredManifest manifest, ManifestDocument document)
{
    private readonly Lock gate = new();
    private readonly List<ImageTag> tags = [];
    private bool isClosed;

    public StoredManifest Manifest => manifest;

    public ManifestDocument Document => document;

    /// <summary>Ends when the image has arrived, or will not.</summary>
    public Task<bool> Task { get; set; } = null!;

    /// <returns>false when the import is over: another is to be begun.</returns>
    public bool TryAdd(ImageTag? tag)
    {
        lock (gate)
        {
            if (isClosed) return false;
            if (tag is { } named && !tags.Contains(named)) tags.Add(named);
            return true;
        }
    }

    public bool Has(ImageTag tag)
    {
        lock (gate) return tags.Contains(tag);
    }

    /// <returns>The tags that are to be set and have not been handed out yet.</returns>
    public IReadOnlyList<ImageTag> Close()
    {
        lock (gate)
        {
            isClosed = true;
            return [.. tags];
        }
    }
}
