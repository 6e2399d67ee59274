namespace Slipway.Registry.Manifests;

/// <summary>The media types of manifests that this registry knows by name, and what they mean to it.</summary>
public static class MediaType
{
    public const string OciImage = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerImage = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>What a release candidate of the image specification 1.1 had for artifacts; some clients still push it.</summary>
    public const string OciArtifact = "application/vnd.oci.artifact.manifest.v1+json";

    private const string OrasArtifact = "application/vnd.cncf.oras.artifact.manifest.v1+json";
    private const string DockerSchema1 = "application/vnd.docker.distribution.manifest.v1+json";
    private const string DockerSchema1Signed = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    /// <summary>A media type without its parameters: <c>a/b; charset=utf-8</c> is <c>a/b</c>. Null when nothing is left.</summary>
    public static string? Essence(string? contentType)
    {
        if (contentType is null) return null;
        var end = contentType.IndexOf(';');
        var essence = (end < 0 ? contentType : contentType[..end]).Trim();
        return essence.Length == 0 ? null : essence;
    }

    /// <summary>
    /// Whether a text can go into a header as a media type: <c>type/subtype</c> of RFC 6838 characters, at most 255.
    /// </summary>
    public static bool IsWellFormed(string text)
    {
        var slash = text.IndexOf('/');
        return text.Length <= 255 && slash > 0 && slash < text.Length - 1
            && IsToken(text.AsSpan(0, slash)) && IsToken(text.AsSpan(slash + 1));
    }

    /// <summary>Types that clients send for want of a better one; they say nothing about a manifest.</summary>
    internal static bool IsGeneric(string essence) => Is(essence, "application/json")
        || Is(essence, "application/octet-stream")
        || Is(essence, "application/x-www-form-urlencoded")
        || Is(essence, "text/plain");

    internal static ManifestKind KindOf(string essence)
    {
        if (Is(essence, OciImage) || Is(essence, DockerImage)) return ManifestKind.Image;
        if (Is(essence, OciIndex) || Is(essence, DockerList)) return ManifestKind.Index;
        if (Is(essence, OciArtifact) || Is(essence, OrasArtifact)) return ManifestKind.Artifact;
        return Is(essence, DockerSchema1) || Is(essence, DockerSchema1Signed) ? ManifestKind.Schema1 : ManifestKind.Unknown;
    }

    /// <summary>
    /// Whether an entry of an index names a manifest. BuildKit lists the layers of its cache as entries of an index, so
    /// an entry of another type is a blob.
    /// </summary>
    internal static bool NamesManifest(string essence) => KindOf(essence) is not ManifestKind.Unknown
        || essence.Contains("manifest", StringComparison.OrdinalIgnoreCase)
        || essence.Contains(".index.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Layers that licences keep out of registries: they may be missing (image specification, "Non-Distributable Layers").</summary>
    internal static bool IsForeign(string essence) =>
        essence.StartsWith("application/vnd.docker.image.rootfs.foreign.", StringComparison.OrdinalIgnoreCase)
        || essence.StartsWith("application/vnd.oci.image.layer.nondistributable.", StringComparison.OrdinalIgnoreCase);

    internal static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$&-^_.+%'*`|~".Contains(c)) return false;
        return true;
    }
}

/// <summary>How a manifest refers to its parts.</summary>
public enum ManifestKind
{
    /// <summary>A config and layers.</summary>
    Image,

    /// <summary>Other manifests.</summary>
    Index,

    /// <summary>Blobs, without a config.</summary>
    Artifact,

    /// <summary>A JSON object of a type that is not known here; kept as it is.</summary>
    Unknown,

    /// <summary>Docker's first format, which is refused.</summary>
    Schema1,
}
