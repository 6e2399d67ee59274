using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Slipway.EndToEnd.Support;

namespace Slipway.EndToEnd.Clients;

/// <summary>Writes an image, or an index of several architectures, as an OCI image layout for tools to copy.</summary>
internal static class OciLayout
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    /// <returns>The digest of what the tag <c>v1</c> names.</returns>
    public static string Write(string folder, IReadOnlyList<string> architectures)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        var manifests = architectures.Select(architecture => WriteImage(folder, architecture)).ToList();
        var top = architectures.Count == 1
            ? manifests[0]
            : Descriptor(IndexType, WriteBlob(folder, $$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{{string.Join(',', manifests)}}]}"""), "");
        File.WriteAllText(Path.Combine(folder, "index.json"), $$"""
            {"schemaVersion":2,"manifests":[{{top.Insert(top.Length - 1, ""","annotations":{"org.opencontainers.image.ref.name":"v1"}""")}}]}
            """);
        return System.Text.Json.JsonDocument.Parse(top).RootElement.GetProperty("digest").GetString()!;
    }

    private static string WriteImage(string folder, string architecture)
    {
        var tar = Tar($"I am {architecture}\n");
        var layer = Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", WriteBlob(folder, Gzip(tar)), "");
        var config = Descriptor(
            "application/vnd.oci.image.config.v1+json",
            WriteBlob(folder, $$"""{"architecture":"{{architecture}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{Client.DigestOf(tar)}}"]} }"""),
            "");
        var manifest = WriteBlob(folder, $$"""{"schemaVersion":2,"mediaType":"{{Client.ManifestType}}","config":{{config}},"layers":[{{layer}}]}""");
        return Descriptor(Client.ManifestType, manifest, $$""","platform":{"architecture":"{{architecture}}","os":"linux"}""");
    }

    private static string Descriptor(string type, byte[] content, string more) =>
        $$"""{"mediaType":"{{type}}","digest":"{{Client.DigestOf(content)}}","size":{{content.Length}}{{more}}}""";

    private static byte[] WriteBlob(string folder, string content) => WriteBlob(folder, Encoding.UTF8.GetBytes(content));

    private static byte[] WriteBlob(string folder, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(folder, "blobs", Client.DigestOf(content).Replace(':', '/')), content);
        return content;
    }

    private static byte[] Tar(string text)
    {
        using var buffer = new MemoryStream();
        using (var tar = new TarWriter(buffer, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "who") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return buffer.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(content);
        return buffer.ToArray();
    }
}
