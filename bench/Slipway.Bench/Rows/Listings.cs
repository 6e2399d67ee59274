using System.Text;
using Slipway.Bench.Load;
using Slipway.Bench.Servers;

namespace Slipway.Bench.Rows;

/// <summary>Pages of tags and of repositories, from stores that are full.</summary>
internal static class Listings
{
    private const int Repositories = 5_000;

    public static IEnumerable<Row> All(TimeSpan window)
    {
        yield return Page("tags-10k-page", "100 tags of 10,000, 8 conn.", window, Goal.Times(50), s => Tags(s, 10_000), "/v2/bench/tags10000/tags/list?n=100", isOwn: false);
        yield return Page("tags-10k-all", "All 10,000 tags in one answer, 1 conn.", window, null, s => Tags(s, 10_000), "/v2/bench/tags10000/tags/list", isOwn: false);
        yield return Page("tags-100k-first", "First 100 tags of 100,000, 8 conn.", window, null, s => Tags(s, 100_000), "/v2/bench/tags100000/tags/list?n=100", isOwn: true);
        yield return Page("tags-100k-last", "Last 100 tags of 100,000, 8 conn.", window, null, s => Tags(s, 100_000), "/v2/bench/tags100000/tags/list?n=100&last=t099899", isOwn: true);
        yield return Page("catalog-first", "First 100 repositories of 5,000, 8 conn.", window, Goal.Times(50), Fill, "/v2/_catalog?n=100", isOwn: false);
        yield return Page("catalog-last", "Last 100 repositories of 5,000, 8 conn.", window, Goal.Times(50), Fill, "/v2/_catalog?n=100&last=zz/r04899", isOwn: false);
        yield return new(
            "ecr-describe-repositories", "ECR DescribeRepositories by name, signed, 8 conn.", Unit.PerSecond, null,
            s => Contents.EnsureRepository(s, "bench/reads"),
            s => s.Measure(() => ClosedLoop.Run(
                s.EndPoint, [((SlipwayServer)s).Api("DescribeRepositories", """{"repositoryNames":["bench/reads"]}""")], 8, 200, false, window)))
        { IsOwn = true };
    }

    private static Row Page(string id, string title, TimeSpan window, Goal? goal, Action<ServerUnderTest> fill, string path, bool isOwn) => new(
        id, title, Unit.PerSecond, goal, fill,
        s => s.Measure(() => ClosedLoop.Run(s.EndPoint, [s.Get(path)], id.EndsWith("all", StringComparison.Ordinal) ? 1 : 8, 200, false, window)))
    { IsOwn = isOwn };

    /// <summary>One image under many tags. The peer's are written the way it stores them, which takes it seconds less a thousand.</summary>
    private static void Tags(ServerUnderTest server, int count)
    {
        var repository = "bench/tags" + Contents.Text(count);
        var (manifest, digest) = Contents.EnsureImage(server, repository);
        Contents.Once(server, "tags " + repository, () =>
        {
            if (server is DistributionServer distribution)
            {
                for (var i = 0; i < count; i++)
                {
                    var tag = Path.Combine(distribution.Repositories, repository, "_manifests/tags", $"t{i:000000}");
                    Write(Path.Combine(tag, "current"), digest);
                    Write(Path.Combine(tag, "index/sha256", digest[7..]), digest);
                }
            }
            else
            {
                var next = -1;
                Workers.Run(server.EndPoint, 16, count / 16, default, (_, connection) =>
                {
                    Contents.PutManifest(connection, server, repository, $"t{Interlocked.Increment(ref next):000000}", manifest);
                    return 0;
                });
            }
        });
    }

    private static void Fill(ServerUnderTest server) => Contents.Once(server, "catalog", () =>
    {
        if (server is DistributionServer distribution)
        {
            for (var i = 0; i < Repositories; i++)
            {
                var repository = Path.Combine(distribution.Repositories, $"zz/r{i:00000}");
                Directory.CreateDirectory(Path.Combine(repository, "_layers"));
                Directory.CreateDirectory(Path.Combine(repository, "_manifests/tags"));
                Directory.CreateDirectory(Path.Combine(repository, "_uploads"));
            }
        }
        else
        {
            var next = -1;
            Workers.Run(server.EndPoint, 8, Repositories / 8, default, (_, connection) =>
            {
                connection.Expect(200, ((SlipwayServer)server).Api("CreateRepository", $$"""{"repositoryName":"zz/r{{Interlocked.Increment(ref next):00000}}"}"""));
                return 0;
            });
        }
    });

    private static void Write(string folder, string digest)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "link"), Encoding.ASCII.GetBytes(digest));
    }
}
