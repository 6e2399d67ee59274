using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>Layers and images pushed; every byte is new to the server.</summary>
internal static class Writes
{
    private const int LayerLength = 64 * 1024;

    public static IEnumerable<Row> All(TimeSpan window)
    {
        foreach (var n in (int[])[1, 8])
            yield return new(
                $"push-256m-{n}", $"Push a 256 MiB layer, {Clients(n)}", Unit.MebibytesPerSecond, Goal.Times(2.5),
                s => Contents.EnsureRepository(s, "bench/large"),
                s => Large(s, n, 256L << 20));
        foreach (var n in (int[])[1, 16])
        {
            yield return Small($"push-64k-one-{n}", $"Push 64 KiB layer and manifest into one repository, {Clients(n)}", n, 1, window);
            yield return Small($"push-64k-many-{n}", $"Push 64 KiB layer and manifest into 32 repositories, {Clients(n)}", n, 32, window);
        }

        foreach (var n in (int[])[1, 8])
            yield return new(
                $"manifest-put-{n}", $"PUT manifest under a new tag, one repository, {Clients(n)}", Unit.PerSecond, Goal.Times(5),
                s => Contents.EnsureImage(s, "bench/manifests"),
                s =>
                {
                    Contents.Settle();
                    var layer = (Contents.EnsureBlob(s, "bench/manifests", 1000), 1000L);
                    return s.Measure(() => Workers.Run(s.EndPoint, n, null, window, (_, connection) =>
                    {
                        var tag = "t" + Contents.Text(Contents.Fresh());
                        Contents.PutManifest(connection, s, "bench/manifests", tag, Contents.Manifest([layer], tag));
                        return 0;
                    }));
                });
    }

    private static string Clients(int count) => count == 1 ? "1 client" : $"{Contents.Text(count)} clients";

    public static Measurement Large(ServerUnderTest server, int clients, long length)
    {
        var blobs = Enumerable.Range(0, clients).Select(_ => Contents.Blob(length, "large " + Contents.Text(Contents.Fresh()))).ToArray();
        Contents.Settle();
        return server.Measure(() => Workers.Run(server.EndPoint, clients, 1, default, (client, connection) =>
        {
            var (parts, digest) = blobs[client];
            Contents.Push(connection, server, "bench/large", parts, length, digest, isPatched: true);
            return length;
        }));
    }

    private static Row Small(string id, string title, int clients, int repositories, TimeSpan window) => new(
        id, title, Unit.PerSecond, clients > 1 ? Goal.Times(10) : null,
        s =>
        {
            for (var i = 0; i < repositories; i++)
                Contents.EnsureImage(s, "bench/small" + Contents.Text(i));
        },
        s =>
        {
            Contents.Settle();
            return s.Measure(() => Workers.Run(
                s.EndPoint, clients, null, window,
                (_, connection) => PushSmall(connection, s, "bench/small" + Contents.Text(Contents.Fresh() % repositories))));
        });

    /// <summary>One image of one new layer under a new tag; the repository has the config.</summary>
    public static long PushSmall(Connection connection, ServerUnderTest server, string repository)
    {
        var tag = "t" + Contents.Text(Contents.Fresh());
        var (parts, digest) = Contents.Blob(LayerLength, "small " + tag);
        byte[] body = [.. parts[0].Span, .. parts[1].Span];
        Contents.Push(connection, server, repository, [body], LayerLength, digest, isPatched: false);
        Contents.PutManifest(connection, server, repository, tag, Contents.Manifest([(digest, LayerLength)], tag));
        return LayerLength;
    }
}
