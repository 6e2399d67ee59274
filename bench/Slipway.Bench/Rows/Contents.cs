using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>The data that rows need, brought to each server once; the same bytes to all.</summary>
internal static partial class Contents
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static readonly HashSet<(ServerUnderTest, string)> Done = [];
    private static readonly byte[] Pool = MakePool();
    private static int counter;

    public static readonly byte[] Config = Encoding.UTF8.GetBytes("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""");

    public static void Once(ServerUnderTest server, string what, Action bring)
    {
        if (Done.Add((server, what))) bring();
    }

    /// <summary>A number that no other call gets, for names and contents.</summary>
    public static int Fresh() => Interlocked.Increment(ref counter);

    public static string DigestOf(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Bytes that no other call gets: a shared random body and a tail of its own.</summary>
    public static (ReadOnlyMemory<byte>[] Parts, string Digest) Blob(long length, string salt)
    {
        var tail = SHA256.HashData(Encoding.UTF8.GetBytes(salt));
        var parts = new List<ReadOnlyMemory<byte>>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var left = length - tail.Length; left > 0; left -= Pool.Length)
            parts.Add(Pool.AsMemory(0, (int)Math.Min(left, Pool.Length)));
        parts.Add(tail);
        foreach (var part in parts) hash.AppendData(part.Span);
        return ([.. parts], "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static void EnsureRepository(ServerUnderTest server, string repository) =>
        Once(server, "repository " + repository, () => server.CreateRepository(repository));

    /// <summary>A blob in a repository, by POST and PUT.</summary>
    public static string EnsureBlob(ServerUnderTest server, string repository, long length)
    {
        var (parts, digest) = Blob(length, $"fixed {length}");
        Once(server, $"blob {repository} {length}", () =>
        {
            EnsureRepository(server, repository);
            using var connection = new Connection(server.EndPoint);
            Push(connection, server, repository, parts, length, digest, isPatched: false);
        });
        return digest;
    }

    /// <summary>An image of a small config and four small layers, under the tag <c>latest</c>.</summary>
    public static (byte[] Manifest, string Digest) EnsureImage(ServerUnderTest server, string repository)
    {
        var layers = Enumerable.Range(1, 4).Select(i => (Digest: EnsureBlob(server, repository, i * 1000), Length: (long)i * 1000)).ToArray();
        var manifest = Manifest(layers, "fixed");
        Once(server, "image " + repository, () =>
        {
            using var connection = new Connection(server.EndPoint);
            PushConfig(connection, server, repository);
            PutManifest(connection, server, repository, "latest", manifest);
        });
        return (manifest, DigestOf(manifest));
    }

    public static void PushConfig(Connection connection, ServerUnderTest server, string repository) =>
        Push(connection, server, repository, [Config], Config.Length, DigestOf(Config), isPatched: false);

    public static byte[] Manifest(IEnumerable<(string Digest, long Length)> layers, string note) => Encoding.UTF8.GetBytes(
        $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"{{ConfigType}}","digest":"{{DigestOf(Config)}}","size":{{Config.Length}} },"layers":[""" +
        string.Join(',', layers.Select(layer => $$"""{"mediaType":"{{LayerType}}","digest":"{{layer.Digest}}","size":{{layer.Length}} }""")) +
        $$"""],"annotations":{"bench.note":"{{note}}"} }""");

    public static void PutManifest(Connection connection, ServerUnderTest server, string repository, string reference, byte[] manifest) =>
        connection.Expect(201, server.Request("PUT", $"/v2/{repository}/manifests/{reference}", ManifestType, manifest.Length), manifest);

    /// <summary>POST and PUT as containerd pushes, or POST, PATCH and PUT as Docker and skopeo push.</summary>
    public static void Push(
        Connection connection, ServerUnderTest server, string repository, ReadOnlyMemory<byte>[] parts, long length, string digest, bool isPatched)
    {
        connection.Expect(202, server.Request("POST", $"/v2/{repository}/blobs/uploads/", "application/octet-stream", 0));
        if (isPatched) connection.Expect(202, server.Request("PATCH", PathOf(connection.Header("Location")), "application/octet-stream", length), parts);
        var location = PathOf(connection.Header("Location"));
        var target = location + (location.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "digest=" + digest;
        if (isPatched)
            connection.Expect(201, server.Request("PUT", target, "application/octet-stream", 0));
        else
            connection.Expect(201, server.Request("PUT", target, "application/octet-stream", length), parts);
    }

    /// <summary>Lets what earlier runs left in memory reach the disk, so that no run pays for another.</summary>
    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void Settle();

    private static string PathOf(string location) =>
        location.StartsWith("http", StringComparison.Ordinal) ? new Uri(location).PathAndQuery : location;

    private static byte[] MakePool()
    {
        var pool = new byte[32 * 1024 * 1024];
        var random = new Random(20261120);
        random.NextBytes(pool);
        return pool;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
