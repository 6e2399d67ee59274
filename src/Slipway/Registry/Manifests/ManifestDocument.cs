using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Slipway.Registry.Manifests;

/// <summary>
/// What a manifest says of itself: read once, when it is pushed. Fields that are not known are kept in the bytes and
/// otherwise ignored, as the image specification asks ("Extensibility").
/// </summary>
/// <param name="MediaType">Without parameters; what a pull answers as <c>Content-Type</c>.</param>
/// <param name="ConfigMediaType">null for indexes and artifacts.</param>
/// <param name="ArtifactType"><c>artifactType</c>, else of an image its config's media type.</param>
/// <param name="Blobs">Each once, in the order of their first mention.</param>
/// <param name="Children">Each once, in the order of their first mention.</param>
/// <param name="SizeInBytes">Config and layers, as they say themselves; of an index 0, for the store takes its largest child.</param>
public sealed record ManifestDocument(
    ManifestKind Kind,
    string MediaType,
    string? ConfigMediaType,
    string? ArtifactType,
    Digest? Subject,
    IReadOnlyList<BlobReference> Blobs,
    IReadOnlyList<Digest> Children,
    IReadOnlyDictionary<string, string> Annotations,
    long SizeInBytes)
{
    /// <summary>The largest manifest that is taken, 4 MiB: ECR's quota and what the distribution specification asks for at least.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    // A manifest is three deep; what extensions add is not deep either.
    private const int MaxDepth = 32;

    private const string Schema1Refusal = "Docker image manifest version 2, schema 1 is not supported; push schema 2 or an OCI manifest";

    /// <summary>Reads a manifest that comes from a stranger; never throws for what is in it.</summary>
    /// <param name="contentType">As the sender stated it, parameters included; null when it said nothing.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> content,
        string? contentType,
        [NotNullWhen(true)] out ManifestDocument? document,
        [NotNullWhen(false)] out ManifestRefusal? refusal)
    {
        document = null;
        try
        {
            document = Parse(content, contentType);
            refusal = null;
            return true;
        }
        catch (ManifestException fault)
        {
            refusal = fault.Refusal;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape such as \ud800 that is no text.
            refusal = new(ManifestFault.Syntax, "Invalid JSON syntax");
        }

        return false;
    }

    private static ManifestDocument Parse(ReadOnlyMemory<byte> content, string? contentType)
    {
        if (content.Length > MaxBytes) throw new ManifestException(ManifestFault.TooLarge, $"The manifest has {content.Length} bytes; at most {MaxBytes} are allowed");
        if (!Utf8.IsValid(content.Span)) throw new ManifestException(ManifestFault.Syntax, "Invalid JSON syntax");

        // Two readers of one manifest must not see two different images: a repeated key is refused.
        using var json = JsonDocument.Parse(content, new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        var root = new ManifestNode(json.RootElement, "");
        root.MustBeObject();
        var mediaType = MediaTypeOf(root, Manifests.MediaType.Essence(contentType));
        return Manifests.MediaType.KindOf(mediaType) switch
        {
            ManifestKind.Image => ManifestReader.Image(root, mediaType),
            ManifestKind.Index => ManifestReader.Index(root, mediaType),
            ManifestKind.Artifact => ManifestReader.Artifact(root, mediaType),
            // Departs: ECR still takes Docker's schema 1, which no engine of today writes and registries have dropped.
            ManifestKind.Schema1 => throw new ManifestException(ManifestFault.Unsupported, Schema1Refusal),
            _ => ManifestReader.Unknown(root, mediaType),
        };
    }

    // Distribution specification, "Pushing Manifests": a mediaType field must equal the Content-Type.
    private static string MediaTypeOf(ManifestNode root, string? stated)
    {
        var own = Checked(root.Text("mediaType") is { Length: > 0 } text ? text : null);
        if (stated is not null && Manifests.MediaType.IsGeneric(stated)) stated = null;
        if (own is not null && Checked(stated) is { } other && !Manifests.MediaType.Is(own, other))
            throw new ManifestException(ManifestFault.Invalid, $"The manifest's mediaType '{own}' differs from the media type '{other}' that it was sent as");
        return own ?? Checked(stated) ?? throw (root.Has("fsLayers")
            ? new ManifestException(ManifestFault.Unsupported, Schema1Refusal)
            : new ManifestException(ManifestFault.MediaTypeMissing, "The manifest has no mediaType field and came without a media type"));
    }

    // A browser must never take a manifest for a page: what is no application type is no manifest.
    private static string? Checked(string? mediaType) =>
        mediaType is null || (Manifests.MediaType.IsWellFormed(mediaType) && mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase))
            ? mediaType
            : throw new ManifestException(ManifestFault.Invalid, "The media type of a manifest must be an 'application/' type");
}

/// <param name="Reason">A sentence without its full stop, for the client.</param>
public sealed record ManifestRefusal(ManifestFault Fault, string Reason);

/// <summary>Why a manifest is refused.</summary>
public enum ManifestFault
{
    TooLarge,

    /// <summary>Not a JSON object, or one with a key twice, or nested too deeply.</summary>
    Syntax,

    /// <summary>JSON, but not what its media type promises.</summary>
    Invalid,

    /// <summary>Neither the manifest nor its sender said what it is.</summary>
    MediaTypeMissing,

    /// <summary>A kind that this registry does not take.</summary>
    Unsupported,
}
