using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Registry.Manifests;

namespace Slipway.Registry.Signing;

/// <summary>
/// Signatures of the Notary Project, which <c>notation</c> makes and verifies: the envelope ("JWS Signature Envelope") and
/// the manifest that refers to the image ("Signature Specification", "Storage").
/// </summary>
internal static class NotarySignature
{
    public const string MediaTypeOfSignature = "application/vnd.cncf.notary.signature";

    public const string MediaTypeOfEnvelope = "application/jose+json";

    private const string MediaTypeOfPayload = "application/vnd.cncf.notary.payload.v1+json";
    private const string SigningScheme = "io.cncf.notary.signingScheme";

    /// <summary>The config of every signature.</summary>
    public static ReadOnlyMemory<byte> Config { get; } = "{}"u8.ToArray();

    // Plus signs in media types stay what they are.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Envelope(SigningKeys keys, SigningKey key, StoredManifest image, DateTimeOffset at)
    {
        var payload = Base64Url.EncodeToString(Write(json =>
        {
            json.WriteStartObject("targetArtifact");
            WriteDescriptor(json, image.MediaType, image.Digest, image.Content.Length);
            json.WriteEndObject();
        }));
        var head = Base64Url.EncodeToString(Write(json =>
        {
            json.WriteString("alg", "ES256");
            json.WriteStartArray("crit");
            json.WriteStringValue(SigningScheme);
            json.WriteEndArray();
            json.WriteString("cty", MediaTypeOfPayload);
            json.WriteString(SigningScheme, "notary.x509");
            json.WriteString("io.cncf.notary.signingTime", Seconds(at));
        }));
        var signature = keys.Sign(key, Encoding.ASCII.GetBytes($"{head}.{payload}"));
        return Encoding.UTF8.GetString(Write(json =>
        {
            json.WriteString("payload", payload);
            json.WriteString("protected", head);
            json.WriteStartObject("header");
            json.WriteStartArray("x5c");
            json.WriteBase64StringValue(key.Leaf.Span);
            json.WriteBase64StringValue(key.Root.Span);
            json.WriteEndArray();
            json.WriteString("io.cncf.notary.signingAgent", "slipway");
            json.WriteEndObject();
            json.WriteString("signature", Base64Url.EncodeToString(signature));
        }));
    }

    /// <summary>The manifest of a signature: of the same envelope always the same bytes.</summary>
    public static byte[] Manifest(SigningKey key, ReadOnlySpan<byte> envelope, StoredManifest image, DateTimeOffset at)
    {
        var (layer, layerSize) = (Digest.Of(DigestAlgorithm.Sha256, envelope), envelope.Length);
        return Write(json =>
        {
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", MediaType.OciImage);
            json.WriteStartObject("config");
            WriteDescriptor(json, MediaTypeOfSignature, Digest.Of(DigestAlgorithm.Sha256, Config.Span), Config.Length);
            json.WriteEndObject();
            json.WriteStartArray("layers");
            json.WriteStartObject();
            WriteDescriptor(json, MediaTypeOfEnvelope, layer, layerSize);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("subject");
            WriteDescriptor(json, image.MediaType, image.Digest, image.Content.Length);
            json.WriteEndObject();
            json.WriteStartObject("annotations");
            json.WriteString("io.cncf.notary.x509chain.thumbprint#S256", $"[\"{Thumbprint(key.Leaf)}\",\"{Thumbprint(key.Root)}\"]");
            json.WriteString("org.opencontainers.image.created", Seconds(at));
            json.WriteEndObject();
        });
    }

    private static void WriteDescriptor(Utf8JsonWriter json, string mediaType, Digest digest, int size)
    {
        json.WriteString("mediaType", mediaType);
        json.WriteString("digest", digest.ToString());
        json.WriteNumber("size", size);
    }

    private static string Thumbprint(ReadOnlyMemory<byte> certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.Span));

    private static string Seconds(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
