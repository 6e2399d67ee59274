using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>Manifests and blobs, asked for over and over.</summary>
internal static class Reads
{
    private const string Repository = "bench/reads";

    private static readonly int[] Connections = [1, 8, 64];

    private static readonly (string Id, string Text, long Length)[] Sizes =
        [("64k", "64 KiB", 65536), ("1m", "1 MiB", 1 << 20), ("64m", "64 MiB", 64L << 20), ("1g", "1 GiB", 1L << 30)];

    public static IEnumerable<Row> All(TimeSpan window)
    {
        foreach (var n in Connections)
        {
            yield return Small($"manifest-get-tag-{n}", $"GET manifest by tag, {n} conn.", n, window, 200, s => s.Get($"/v2/{Repository}/manifests/latest"));
            yield return Small($"manifest-get-digest-{n}", $"GET manifest by digest, {n} conn.", n, window, 200, s => s.Get(ByDigest(s)));
            yield return Small($"manifest-head-tag-{n}", $"HEAD manifest by tag, {n} conn.", n, window, 200, s => s.Head($"/v2/{Repository}/manifests/latest"));
            yield return Small($"manifest-head-digest-{n}", $"HEAD manifest by digest, {n} conn.", n, window, 200, s => s.Head(ByDigest(s)));
            yield return Small($"manifest-404-{n}", $"GET manifest that is absent, {n} conn.", n, window, 404, s => s.Get($"/v2/{Repository}/manifests/absent"));
            yield return Small($"blob-head-{n}", $"HEAD blob, {n} conn.", n, window, 200, s => s.Head($"/v2/{Repository}/blobs/{Contents.EnsureBlob(s, Repository, 1000)}"));
        }

        foreach (var (id, text, length) in Sizes)
            foreach (var n in Connections)
                yield return new(
                    $"blob-get-{id}-{n}",
                    $"GET blob {text}, {n} conn.",
                    Unit.MebibytesPerSecond,
                    length <= 1 << 20 ? Goal.Times(5) : n > 1 ? Goal.Times(1.5) : null,
                    s => Contents.EnsureBlob(s, Repository, length),
                    s =>
                    {
                        byte[][] request = [s.Get($"/v2/{Repository}/blobs/{Contents.EnsureBlob(s, Repository, length)}")];
                        return s.Measure(() => length < 1 << 20
                            ? ClosedLoop.Run(s.EndPoint, request, n, 200, false, window)
                            : ClosedLoop.RunWide(s.EndPoint, request, n, 200, length > 1 << 20 ? window * 2 : window));
                    })
                { IsAlsoOpen = length <= 1 << 20 && n == 64 };
    }

    private static Row Small(string id, string title, int connections, TimeSpan window, int status, Func<ServerUnderTest, byte[]> request) => new(
        id, title, Unit.PerSecond, Goal.Times(25),
        s => Contents.EnsureImage(s, Repository),
        s =>
        {
            var ready = request(s);
            return s.Measure(() => ClosedLoop.Run(s.EndPoint, [ready], connections, status, ready[0] == (byte)'H', window));
        })
    { IsAlsoOpen = connections == 64 };

    private static string ByDigest(ServerUnderTest server) => $"/v2/{Repository}/manifests/{Contents.EnsureImage(server, Repository).Digest}";
}
