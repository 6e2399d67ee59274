using System.Diagnostics;
using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>
/// Images of a registry elsewhere: pulled through the cache, for the first time and again, beside the same pulled from a
/// registry directly. The upstream is a third server, which asks for no credentials.
/// </summary>
internal static class CachedPulls
{
    private const string Prefix = "mirror";
    private const int Layers = 4, LayerLength = 8 << 20, Images = 8, Repeats = 20;

    public static IEnumerable<Row> All()
    {
        yield return new("cached-pull-miss", "First pull through the cache of 32 MiB in 4 layers, 1 conn.", Unit.MebibytesPerSecond, null, Prepare, static s => Run(s, [.. Enumerable.Range(0, Images).Select(_ => Push(s))], 1)) { HasUpstream = true };
        yield return new("cached-pull-hit", "Cached pull of 32 MiB in 4 layers, 1 conn.", Unit.MebibytesPerSecond, null, Prepare, static s =>
        {
            var image = Push(s);
            // Until it is here, it comes from the upstream.
            Pull(s, image);
            Thread.Sleep(500);
            return Run(s, [image], Repeats);
        })
        { HasUpstream = true };
    }

    private static void Prepare(ServerUnderTest server) => Contents.Once(server, "cache rule", () =>
    {
        if (server is not SlipwayServer slipway) return;
        using var connection = new Connection(slipway.EndPoint);
        connection.Expect(200, slipway.Api("CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"{{Prefix}}","upstreamRegistryUrl":"http://{{slipway.Upstream!.EndPoint}}"}"""));
    });

    /// <summary>An image that nobody has pulled yet, in a repository of its own.</summary>
    private static Image Push(ServerUnderTest server)
    {
        var repository = "cached/r" + Contents.Text(Contents.Fresh());
        var target = server is SlipwayServer { Upstream: { } upstream } ? upstream : server;
        using var connection = new Connection(target.EndPoint);
        List<(string Digest, long Length)> layers = [];
        for (var layer = 0; layer < Layers; layer++)
        {
            var (parts, digest) = Contents.Blob(LayerLength, "cached " + Contents.Text(Contents.Fresh()));
            Contents.Push(connection, target, repository, parts, LayerLength, digest, isPatched: false);
            layers.Add((digest, LayerLength));
        }

        Contents.PushConfig(connection, target, repository);
        Contents.PutManifest(connection, target, repository, "latest", Contents.Manifest(layers, repository));
        return new(server == target ? repository : $"{Prefix}/{repository}", [.. layers.Select(layer => layer.Digest), Contents.DigestOf(Contents.Config)]);
    }

    private static Measurement Run(ServerUnderTest server, IReadOnlyList<Image> images, int repeats)
    {
        Contents.Settle();
        return server.Measure(() =>
        {
            List<int> latencies = [];
            var began = Stopwatch.GetTimestamp();
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                foreach (var image in images)
                {
                    var from = Stopwatch.GetTimestamp();
                    Pull(server, image);
                    latencies.Add((int)Stopwatch.GetElapsedTime(from).TotalMicroseconds);
                }
            }

            return (Stopwatch.GetElapsedTime(began).TotalSeconds, latencies.Count, (long)latencies.Count * Layers * LayerLength, latencies.ToArray());
        });
    }

    private static void Pull(ServerUnderTest server, Image image)
    {
        using var connection = new Connection(server.EndPoint);
        connection.Expect(200, server.Get($"/v2/{image.Repository}/manifests/latest"));
        foreach (var blob in image.Blobs) connection.Expect(200, server.Get($"/v2/{image.Repository}/blobs/{blob}"));
    }

    /// <param name="Repository">As the server that is measured names it.</param>
    private sealed record Image(string Repository, IReadOnlyList<string> Blobs);
}
