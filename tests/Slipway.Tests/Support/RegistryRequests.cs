using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Tests.Support;

/// <summary>Registry requests as the admin, and pushes in one line.</summary>
internal static class RegistryRequests
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    public static Task<HttpResponseMessage> Get(this SlipwayApp app, string path) => app.Registry(new(HttpMethod.Get, path));

    public static Task<HttpResponseMessage> Head(this SlipwayApp app, string path) => app.Registry(new(HttpMethod.Head, path));

    public static Task<HttpResponseMessage> Delete(this SlipwayApp app, string path) => app.Registry(new(HttpMethod.Delete, path));

    public static Task<HttpResponseMessage> Post(this SlipwayApp app, string path, byte[] body) => app.Send(HttpMethod.Post, path, body, "application/octet-stream");

    public static Task<HttpResponseMessage> Put(this SlipwayApp app, string path, byte[] body, string type) => app.Send(HttpMethod.Put, path, body, type);

    public static Task<HttpResponseMessage> Send(this SlipwayApp app, HttpMethod method, string path, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return app.Registry(new(method, path) { Content = content });
    }

    public static string DigestOf(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Bytes that look random and are the same in every run.</summary>
    public static byte[] RandomBytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <returns>The repository's URI.</returns>
    public static async Task<string> CreateRepository(this SlipwayApp app, string name)
    {
        var answer = await app.Ecr("CreateRepository", $$"""{"repositoryName":"{{name}}"}""");
        return answer.Expect(HttpStatusCode.OK)["repository.repositoryUri"].GetString()!;
    }

    /// <returns>The blob's digest.</returns>
    public static async Task<string> PushBlob(this SlipwayApp app, string repository, byte[] content)
    {
        var digest = DigestOf(content);
        using var opened = await app.Post($"/v2/{repository}/blobs/uploads/", []);
        Assert.Equal(HttpStatusCode.Accepted, opened.StatusCode);
        var location = opened.Headers.Location!.ToString();
        using var done = await app.Put($"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={digest}", content, "application/octet-stream");
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        return digest;
    }

    /// <summary>Pushes a small OCI image of one layer; images of different seeds differ.</summary>
    /// <returns>The manifest's digest.</returns>
    public static async Task<string> PushImage(this SlipwayApp app, string repository, string reference, int seed)
    {
        var manifest = await app.PushLayers(repository, seed);
        return await app.PushManifest(repository, reference, manifest, OciManifest);
    }

    /// <summary>Pushes what a small image needs, and makes its manifest without pushing it.</summary>
    public static async Task<string> PushLayers(this SlipwayApp app, string repository, int seed)
    {
        var config = Bytes($$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]},"config":{"Labels":{"seed":"{{seed}}"} } }""");
        var layer = RandomBytes(seed, 1024 + (seed % 1024));
        var (configDigest, layerDigest) = (await app.PushBlob(repository, config), await app.PushBlob(repository, layer));
        return $$"""
            {"schemaVersion":2,"mediaType":"{{OciManifest}}","config":{"mediaType":"{{OciConfig}}","digest":"{{configDigest}}","size":{{config.Length}} },"layers":[{"mediaType":"{{OciLayer}}","digest":"{{layerDigest}}","size":{{layer.Length}} }]}
            """;
    }

    /// <param name="reference">A tag; null pushes by digest.</param>
    /// <returns>The manifest's digest.</returns>
    public static async Task<string> PushManifest(this SlipwayApp app, string repository, string? reference, string manifest, string type)
    {
        var bytes = Bytes(manifest);
        using var put = await app.Put($"/v2/{repository}/manifests/{reference ?? DigestOf(bytes)}", bytes, type);
        Assert.True(put.StatusCode == HttpStatusCode.Created, $"{put.StatusCode}: {await put.Content.ReadAsStringAsync()}");
        return put.Headers.GetValues("Docker-Content-Digest").Single();
    }
}
