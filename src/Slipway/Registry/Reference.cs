using System.Diagnostics.CodeAnalysis;

namespace Slipway.Registry;

/// <summary>What names a manifest in a repository: a digest or a tag (distribution specification, "Reference").</summary>
public readonly record struct Reference
{
    private Reference(Digest? digest, ImageTag? tag) => (Digest, Tag) = (digest, tag);

    public Digest? Digest { get; }

    public ImageTag? Tag { get; }

    public static Reference To(Digest digest) => new(digest, null);

    public static Reference To(ImageTag tag) => new(null, tag);

    public static bool TryParse([NotNullWhen(true)] string? text, out Reference reference)
    {
        if (Registry.Digest.TryParse(text, out var digest))
        {
            reference = To(digest);
            return true;
        }

        var ok = ImageTag.TryParse(text, out var tag);
        reference = ok ? To(tag) : default;
        return ok;
    }

    public override string ToString() => Digest?.ToString() ?? Tag?.ToString() ?? throw new InvalidOperationException("A default reference was used.");
}
