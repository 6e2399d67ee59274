using System.Text.Json;

namespace Slipway.Tests.Support;

/// <summary>Manifests that tests push.</summary>
internal static class Manifests
{
    /// <summary>An index of images that are there, by digest and size of their manifests.</summary>
    public static string Index(params (string Digest, int Size)[] children) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = RegistryRequests.OciIndex,
        ["manifests"] = children.Select(child => new Dictionary<string, object>
        {
            ["mediaType"] = RegistryRequests.OciManifest,
            ["digest"] = child.Digest,
            ["size"] = child.Size,
        }),
    });

    /// <summary>An image of a config and one layer, whether they are there or not.</summary>
    public static string Image(string configDigest, string layerDigest) =>
        $$"""{"schemaVersion":2,"mediaType":"{{RegistryRequests.OciManifest}}","config":{"mediaType":"{{RegistryRequests.OciConfig}}","digest":"{{configDigest}}","size":2},"layers":[{"mediaType":"{{RegistryRequests.OciLayer}}","digest":"{{layerDigest}}","size":3}]}""";

    public static string DigestOf(string manifest) => RegistryRequests.DigestOf(RegistryRequests.Bytes(manifest));
}
