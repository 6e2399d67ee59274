namespace Slipway.Registry.Manifests;

/// <summary>Reads each kind of manifest (image specification: "manifest", "image index"; Docker's schema 2 has the same shape).</summary>
internal static class ManifestReader
{
    private const string UnstatedType = "application/octet-stream";

    public static ManifestDocument Image(ManifestNode root, string mediaType)
    {
        MustBeSchema2(root);
        var config = root.Object("config") ?? throw root.Wrong("config", "there");
        var parts = new Parts();
        parts.AddBlob(config);
        foreach (var layer in root.Objects("layers")) parts.AddBlob(layer);

        var configType = config.Text("mediaType");
        return parts.Document(ManifestKind.Image, mediaType, root) with
        {
            ConfigMediaType = configType,
            // Distribution specification, "Listing Referrers": without an artifactType it is the config's media type.
            ArtifactType = root.Text("artifactType") is { Length: > 0 } artifactType ? artifactType : configType,
        };
    }

    public static ManifestDocument Index(ManifestNode root, string mediaType)
    {
        MustBeSchema2(root);
        var parts = new Parts();
        foreach (var entry in root.Objects("manifests"))
        {
            if (MediaType.NamesManifest(entry.Text("mediaType") ?? MediaType.OciImage)) parts.AddChild(entry);
            else parts.AddBlob(entry);
        }

        return parts.Document(ManifestKind.Index, mediaType, root) with
        {
            ArtifactType = root.Text("artifactType") is { Length: > 0 } artifactType ? artifactType : null,
            SizeInBytes = 0,
        };
    }

    public static ManifestDocument Artifact(ManifestNode root, string mediaType)
    {
        var parts = new Parts();
        foreach (var blob in root.Objects("blobs")) parts.AddBlob(blob);
        return parts.Document(ManifestKind.Artifact, mediaType, root) with { ArtifactType = root.Text("artifactType") };
    }

    /// <summary>
    /// Nothing is known of its members, so none of them can be wrong. What looks like a descriptor of a blob is held
    /// fast where it is there, so that the collector does not take what such a manifest lives on.
    /// </summary>
    public static ManifestDocument Unknown(ManifestNode root, string mediaType)
    {
        var parts = new Parts();
        foreach (var name in (ReadOnlySpan<string>)["layers", "blobs"])
            foreach (var item in root.Items(name)) if (item.IsDescriptor()) parts.AddBlob(item);
        Leniently(() => { if (root.Object("config") is { } config) parts.AddBlob(config); });
        string? artifactType = null;
        Leniently(() => artifactType = root.Text("artifactType"));
        Digest? subject = null;
        Leniently(() => subject = root.Object("subject")?.Digest());
        IReadOnlyDictionary<string, string> annotations = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
        Leniently(() => annotations = root.Texts("annotations"));
        return new(
            ManifestKind.Unknown, mediaType, null, artifactType, subject,
            [.. parts.Blobs.Select(blob => blob with { IsRequired = false })], [], annotations, parts.SizeInBytes);
    }

    private static void MustBeSchema2(ManifestNode root)
    {
        if (root.Integer("schemaVersion") != 2) throw root.Wrong("schemaVersion", "2");
    }

    private static void Leniently(Action read)
    {
        try
        {
            read();
        }
        catch (ManifestException)
        {
            // Not the shape that was looked for.
        }
    }

    /// <summary>The references of one manifest, each digest once.</summary>
    private sealed class Parts
    {
        private readonly List<BlobReference> blobs = [];
        private readonly List<Digest> children = [];
        private readonly HashSet<Digest> seenBlobs = [];
        private readonly HashSet<Digest> seenChildren = [];

        public IReadOnlyList<BlobReference> Blobs => blobs;

        public long SizeInBytes { get; private set; }

        public void AddBlob(ManifestNode descriptor)
        {
            var mediaType = descriptor.Text("mediaType") is { Length: > 0 } stated ? stated : UnstatedType;
            var blob = new BlobReference(descriptor.Digest(), mediaType, descriptor.Size(), !MediaType.IsForeign(mediaType));
            // Sizes are a stranger's claim: their sum stops at the largest number instead of wrapping around.
            SizeInBytes = long.MaxValue - SizeInBytes < blob.Size ? long.MaxValue : SizeInBytes + blob.Size;
            if (seenBlobs.Add(blob.Digest)) blobs.Add(blob);
        }

        public void AddChild(ManifestNode descriptor)
        {
            descriptor.Size();
            var digest = descriptor.Digest();
            if (seenChildren.Add(digest)) children.Add(digest);
        }

        public ManifestDocument Document(ManifestKind kind, string mediaType, ManifestNode root) =>
            new(kind, mediaType, null, null, root.Object("subject")?.Digest(), blobs, children, root.Texts("annotations"), SizeInBytes);
    }
}
