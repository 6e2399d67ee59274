using System.Text;

namespace Slipway.EndToEnd.Support;

/// <summary>An image of a config and a few random layers, ready to be pushed.</summary>
public sealed record SmallImage(byte[] Config, IReadOnlyList<byte[]> Layers, byte[] Manifest)
{
    public string Digest => Client.DigestOf(Manifest);

    public static SmallImage Random(Random chance, int layers, int layerSize)
    {
        var made = Enumerable.Range(0, layers).Select(_ => Bytes(chance, layerSize)).ToList();
        return Of(Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","id":"{{chance.NextInt64()}}"}"""), made);
    }

    public static SmallImage Of(byte[] config, IReadOnlyList<byte[]> layers)
    {
        var parts = string.Join(',', layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar", layer)));
        var manifest = $$"""{"schemaVersion":2,"mediaType":"{{Client.ManifestType}}","config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[{{parts}}]}""";
        return new(config, layers, Encoding.UTF8.GetBytes(manifest));
    }

    public static byte[] Bytes(Random chance, int length)
    {
        var bytes = new byte[length];
        chance.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Pushes config, layers and manifest.</summary>
    /// <returns>true when the manifest was acknowledged.</returns>
    public async Task<bool> Push(Client client, string repository, string? tag)
    {
        foreach (var blob in Layers.Append(Config)) await client.PushBlob(repository, blob);
        var (status, _) = await client.PutManifest(repository, tag, Manifest);
        return status == System.Net.HttpStatusCode.Created;
    }

    private static string Descriptor(string type, byte[] content) =>
        $$"""{"mediaType":"{{type}}","digest":"{{Client.DigestOf(content)}}","size":{{content.Length}}}""";
}
